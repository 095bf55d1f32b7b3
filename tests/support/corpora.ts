import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const recordings = join(__dirname, '../recordings');

/** Puts one of the bundled recordings where a corpus would have it; what a file is is told by its bytes, not by its name. */
export function placeRecording(name: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(recordings, name), path);
}

export function placeText(text: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Two of LibriSpeech's readers as it lays them out, each with one sentence; the second has no audio. */
export function placeLibriSpeech(folder: string): void {
  placeRecording('6272-70171-0021.opus', join(folder, '6272/70171/6272-70171-0021.flac'));
  const said = 'IT WAS BYRON AND TURNING OVER THE LEAVES TILL I CAME TO DON JUAN I READ IT THROUGH';
  placeText(`6272-70171-0021 ${said}\n`, join(folder, '6272/70171/6272-70171.trans.txt'));
  placeText('84-121123-0001 A SUDDEN THOUGHT STRUCK ME\n', join(folder, '84/121123/84-121123.trans.txt'));
}

/** A release of Common Voice with one validated clip and one whose sentence holds figures. */
export function placeCommonVoice(folder: string): void {
  placeRecording('cv40197745.opus', join(folder, 'clips/common_voice_en_40197745.mp3'));
  placeRecording('cv40197745.opus', join(folder, 'clips/common_voice_en_2.mp3'));
  const lines = [
    'client_id\tpath\tsentence_id\tsentence\tup_votes',
    '00f1c2d3a4b5c6d7e8\tcommon_voice_en_40197745.mp3\t1\tWomen competed in the steeplechase, for the first time.\t2',
    '00f1c2d3a4b5c6d7e8\tcommon_voice_en_2\t2\tIn 1984.\t2',
  ];
  placeText(`${lines.join('\n')}\n`, join(folder, 'validated.tsv'));
}

/** Recordings in folders named after who speaks, with texts beside all but one. */
export function placeTexts(folder: string): void {
  placeRecording('an401-mdms2-b.opus', join(folder, 'mdms/an401.opus'));
  placeText('Enter seven one five four.\n', join(folder, 'mdms/an401.txt'));
  placeRecording('cen6-miry-b.opus', join(folder, 'cen6.opus'));
  placeText('one five two one three', join(folder, 'cen6.txt'));
  placeRecording('cen6-miry-b.opus', join(folder, 'miry/silent.opus'));
}
