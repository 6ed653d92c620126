import { type Key, Tab, TabList, Tabs as AriaTabs } from 'react-aria-components';
import './Tabs.css';

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** A strip of tabs that chooses what is shown below it; the caller draws that. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) {
  const select = (key: Key): void => {
    const chosen = tabs.find(({ id }) => id === key);
    if (chosen !== undefined) onSelect(chosen.id);
  };
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={select}>
      <TabList className="tab-list" aria-label={label}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className="tab">
            {title}
          </Tab>
        ))}
      </TabList>
    </AriaTabs>
  );
}
