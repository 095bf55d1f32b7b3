import { droppedFilesChannel } from '../contract/channels';
import type { IpcRendererLike } from './bridge';

/** What of the page is needed here. */
export interface DropTarget {
  addEventListener(type: 'dragover' | 'drop', listener: (event: FileDrag) => void): void;
}

interface FileDrag {
  readonly dataTransfer: {
    readonly types: readonly string[];
    readonly files: ArrayLike<unknown>;
    dropEffect: string;
  } | null;
  preventDefault(): void;
}

/**
 * Files that are dropped anywhere on the window go to main by their paths. That is done here and not in the page, which never
 * learns a path and can name none.
 */
export function forwardDrops(
  page: DropTarget,
  ipc: Pick<IpcRendererLike, 'invoke'>,
  pathOf: (file: unknown) => string,
): void {
  const hasFiles = ({ dataTransfer }: FileDrag): boolean => dataTransfer?.types.includes('Files') === true;
  page.addEventListener('dragover', (event) => {
    if (!hasFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  page.addEventListener('drop', (event) => {
    if (!hasFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    const paths = Array.from(event.dataTransfer.files, pathOf).filter((path) => path !== '');
    if (paths.length > 0) void ipc.invoke(droppedFilesChannel, paths);
  });
}
