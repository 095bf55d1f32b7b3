/** Among the arguments of the app: its paths are files and folders to be written down, whatever they are called. */
export const filesSwitch = '--files';
