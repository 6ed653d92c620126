import type { ReactNode } from 'react';
import { type Key, Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import './Tabs.css';

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** Stands at the right of the strip. */
  readonly aside?: ReactNode;
  /** What the selected tab shows. */
  readonly children: ReactNode;
}

/** A strip of tabs over what the selected one shows. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, aside, children }: TabsProps<Id>) {
  const select = (key: Key): void => {
    const chosen = tabs.find(({ id }) => id === key);
    if (chosen !== undefined) onSelect(chosen.id);
  };
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={select}>
      <div className="tab-bar">
        <TabList className="tab-list" aria-label={label}>
          {tabs.map(({ id, title }) => (
            <Tab key={id} id={id} className="tab">
              {title}
            </Tab>
          ))}
        </TabList>
        {aside}
      </div>
      <TabPanel key={selected} id={selected} className="tab-panel">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
