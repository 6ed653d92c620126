import { Zap } from 'lucide-react';
import { useState } from 'react';
import { energyCaveat, energyModelOf, type EnergyModel } from '../../../shared/metrics/energy.ts';
import { type EnergyConstants, energyTables } from '../../../shared/metrics/energyTables.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { Select } from '../../components/Select.tsx';
import { useEnergy } from '../../state/energyChoice.ts';
import './EnergyButton.css';

/** Which constants energies are estimated with; opens the table of them. */
export function EnergyButton() {
  const [model, setModel] = useEnergy();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        kind="quiet"
        icon={<Zap />}
        hint={`Constants of the energy estimate: ${model.spiking.title}`}
        onPress={() => setIsOpen(true)}
      >
        Energy
      </Button>
      <Dialog
        title="Energy estimate"
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        width={640}
        footNote={energyCaveat}
      >
        <EnergyForm model={model} onChange={setModel} />
      </Dialog>
    </>
  );
}

interface EnergyFormProps {
  readonly model: EnergyModel;
  readonly onChange: (model: EnergyModel) => void;
}

const ownName = 'own';

function EnergyForm({ model, onChange }: EnergyFormProps) {
  const { spiking, analog, currents } = model;
  const options = (tables: readonly EnergyConstants[], present: EnergyConstants) => [
    ...tables.map(({ name, title }) => ({ id: name, title })),
    ...(present.name === ownName ? [{ id: ownName, title: present.title }] : []),
  ];
  const tableOf = (name: string): EnergyConstants | undefined => energyTables.find((table) => table.name === name);
  const analogTables = energyTables.filter(({ runsAnalog }) => runsAnalog);
  return (
    <div className="energy-form">
      <div className="energy-devices">
        <Select
          label="Spiking network"
          options={options(energyTables, spiking)}
          selected={spiking.name}
          onSelect={(name) => {
            const table = tableOf(name);
            if (table !== undefined) onChange({ ...energyModelOf(table), currents });
          }}
        />
        <Select
          label="Analog network"
          options={options(analogTables, analog)}
          selected={analog.name}
          onSelect={(name) => onChange({ ...model, analog: tableOf(name) ?? analog })}
        />
      </div>
      <ConstantsFields
        heading="Spiking network"
        constants={spiking}
        onChange={(next) => onChange({ ...model, spiking: next })}
      />
      <ConstantsFields
        heading="Analog network"
        constants={analog}
        onChange={(next) => onChange({ ...model, analog: next })}
      />
      <div className="energy-currents">
        <span>An input that is a constant current is multiplied</span>
        <Choice
          label="How often a constant input current is multiplied"
          options={[
            { id: 'once', title: 'once an image' },
            { id: 'everyStep', title: 'in every step' },
          ]}
          selected={currents}
          onSelect={(next) => onChange({ ...model, currents: next })}
        />
      </div>
      <p className="muted small">
        {spiking.isEventDriven
          ? 'The spiking network pays for spikes and for the update of every neuron in every step.'
          : 'A processor computes every connection and every neuron in every step, whatever spikes.'}{' '}
        Sources: {spiking.source}
        {analog.source === spiking.source ? '' : `; ${analog.source}`}.
      </p>
    </div>
  );
}

interface ConstantsFieldsProps {
  readonly heading: string;
  readonly constants: EnergyConstants;
  readonly onChange: (constants: EnergyConstants) => void;
}

const fields = [
  { key: 'mac', label: 'Multiplication with addition' },
  { key: 'accumulate', label: 'Spike or addition' },
  { key: 'neuronUpdate', label: 'Update of a neuron' },
] as const;

/** The three constants of a device; a changed one makes them the user's own. */
function ConstantsFields({ heading, constants, onChange }: ConstantsFieldsProps) {
  return (
    <fieldset className="energy-constants">
      <legend>{heading}</legend>
      {fields.map(({ key, label }) => (
        <ConstantField
          key={`${key} ${constants.name === ownName ? ownName : constants.name}`}
          label={label}
          value={constants[key]}
          onChange={(value) =>
            onChange({ ...constants, [key]: value, name: ownName, title: 'own constants', source: 'own constants' })
          }
        />
      ))}
    </fieldset>
  );
}

interface ConstantFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function ConstantField({ label, value, onChange }: ConstantFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !isAllowed(typed);
  return (
    <Field
      label={label}
      unit="pJ"
      value={typed ?? String(value)}
      problem={isWrong ? 'It wants a number from 0 on.' : undefined}
      onChange={(text) => {
        setTyped(text);
        if (isAllowed(text)) onChange(Number(text));
      }}
    />
  );
}

function isAllowed(text: string): boolean {
  const value = Number(text);
  return text.trim() !== '' && value >= 0 && value <= 1e12;
}
