import { ChevronRight, File, FileCheck, Folder, FolderCheck, HardDrive } from 'lucide-react';
import { Fragment, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import type { FolderEntry } from '../../shared/api/appViews.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Field } from '../components/Field.tsx';
import { ProblemNote } from '../components/ProblemNote.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { type FilePurpose, usePendingChoice } from '../state/fileChoice.ts';
import { breadcrumbs } from '../state/pathWords.ts';
import { savePreference, usePreference } from '../state/preferences.ts';
import { useRequest } from '../state/queries.ts';
import { wordsOf } from '../state/toasts.ts';
import { bytesWords, momentWords } from './words.ts';
import './FilePicker.css';

const titles = {
  model: 'Choose a model',
  data: 'Choose a data set',
  dataFolder: 'Choose a folder of images',
  folder: 'Choose a folder',
  project: 'Open a project',
  architecture: 'Choose an architecture file',
} as const satisfies Record<FilePurpose, string>;

const hints = {
  model: 'Keras models: .keras, .h5',
  data: 'Data sets: .npz, .csv, IDX files, or a folder: of them, or of PNG images in a folder for each class',
  dataFolder: 'PNG images in a folder for each class, as cat/1.png or train/cat/1.png',
  folder: 'The project’s folder is made inside',
  project: 'A folder with project.json',
  architecture: 'Architecture files: .json',
} as const satisfies Record<FilePurpose, string>;

/** The window's own file dialog, where the host has none: places, folders, files that fit first in sight. */
export function FilePicker() {
  const pending = usePendingChoice((state) => state.pending);
  if (pending === null) return null;
  return <PickerDialog key={pending.purpose} purpose={pending.purpose} onAnswer={pending.answer} />;
}

interface PickerDialogProps {
  readonly purpose: FilePurpose;
  readonly onAnswer: (path: string | null) => void;
}

function PickerDialog({ purpose, onAnswer }: PickerDialogProps) {
  const [startFolder] = usePreference(`picker.${purpose}`, '');
  const [folder, setFolder] = useState<string | null>(startFolder === '' ? null : startFolder);
  // Each opening reads the folders anew: files come and go.
  const [opening] = useState(() => Date.now());
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<FolderEntry | null>(null);
  const { data: listing, error } = useRequest(
    'files.list',
    { folder, purpose },
    { keepsPrevious: true, about: [opening] },
  );

  const go = (path: string): void => {
    setFolder(path);
    setFilter('');
    setChosen(null);
  };
  const answer = (path: string): void => {
    if (listing !== undefined) savePreference(`picker.${purpose}`, listing.folder);
    onAnswer(path);
  };
  const open = (entry: FolderEntry): void => {
    if (entry.kind === 'folder' && !(purpose === 'project' && entry.fits)) go(entry.path);
    else if (entry.fits) answer(entry.path);
  };
  const takesAnyFolder = purpose === 'folder' || purpose === 'data' || purpose === 'dataFolder';
  const isChosenTaken = chosen !== null && (chosen.fits || (takesAnyFolder && chosen.kind === 'folder'));
  // A file that does not fit is chosen: then the folder around it is not what is meant.
  const isFolderMeant = takesAnyFolder && chosen === null;
  const target = isChosenTaken ? chosen.path : isFolderMeant ? (listing?.folder ?? null) : null;
  const shown = (listing?.entries ?? []).filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));

  return (
    <Dialog
      title={titles[purpose]}
      isOpen
      isFlush
      width={760}
      onClose={() => onAnswer(null)}
      footNote={
        chosen !== null && !chosen.fits && chosen.kind === 'file'
          ? `Not what is looked for. ${hints[purpose]}.`
          : hints[purpose]
      }
      actions={
        <>
          <Button onPress={() => onAnswer(null)}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={target === null}
            onPress={() => (target === null ? undefined : answer(target))}
          >
            {isFolderMeant ? 'Choose this folder' : 'Choose'}
          </Button>
        </>
      }
    >
      <div className="picker">
        <nav className="picker-places" aria-label="Places">
          {(listing?.places ?? []).map((place) => (
            <Button key={place.path} kind="quiet" icon={<HardDrive />} onPress={() => go(place.path)}>
              {place.name}
            </Button>
          ))}
        </nav>
        <div className="picker-main">
          <div className="picker-bar">
            <nav className="picker-crumbs" aria-label="Folder">
              {listing === undefined
                ? null
                : breadcrumbs(listing.folder, listing.places).map(({ name, path }, index) => (
                    <Fragment key={path}>
                      {index === 0 ? null : <ChevronRight aria-hidden />}
                      <Button kind="quiet" onPress={() => go(path)}>
                        {name}
                      </Button>
                    </Fragment>
                  ))}
            </nav>
            <Field
              label="Filter"
              isLabelHidden
              type="search"
              placeholder="Filter"
              value={filter}
              onChange={setFilter}
            />
          </div>
          {error === null ? null : (
            <div className="picker-problem">
              <ProblemNote action={<Button onPress={() => setFolder(null)}>Go to the first place</Button>}>
                {wordsOf(error)}
              </ProblemNote>
            </div>
          )}
          {listing === undefined && error === null ? <Waiting>Reading the folder</Waiting> : null}
          <GridList
            className="picker-list"
            aria-label="Files and folders"
            items={shown.map((entry) => ({ ...entry, id: entry.path }))}
            selectionMode="single"
            selectionBehavior="replace"
            selectedKeys={chosen === null ? [] : [chosen.path]}
            onSelectionChange={(keys) => setChosen(shown.find(({ path }) => keys !== 'all' && keys.has(path)) ?? null)}
            onAction={(key) => {
              const entry = shown.find(({ path }) => path === key);
              if (entry !== undefined) open(entry);
            }}
            renderEmptyState={() => (
              <p className="table-empty">{filter === '' ? 'This folder is empty.' : 'Nothing fits the filter.'}</p>
            )}
          >
            {(entry) => <PickerEntry entry={entry} />}
          </GridList>
          {listing?.isCut === true ? (
            <p className="panel-note">The folder holds more than is listed. Filter, or choose a folder inside.</p>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

function PickerEntry({ entry }: { readonly entry: FolderEntry & { readonly id: string } }) {
  const Icon = entry.kind === 'folder' ? (entry.fits ? FolderCheck : Folder) : entry.fits ? FileCheck : File;
  return (
    <GridListItem
      id={entry.id}
      textValue={entry.name}
      className={`picker-entry${entry.fits || entry.kind === 'folder' ? '' : ' unfit'}`}
    >
      <Icon aria-hidden />
      <span className="cut" title={entry.name}>
        {entry.name}
      </span>
      <span className="number muted">{entry.kind === 'file' ? bytesWords(entry.bytes) : ''}</span>
      <span className="number muted">{momentWords(entry.modified, new Date())}</span>
    </GridListItem>
  );
}
