import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ProblemText } from './problem.tsx';

interface Props {
  readonly title: string;
  readonly text: ReactNode;
  readonly danger?: boolean;
  onClose(): void;
  /** When it throws, the refusal is shown and the window stays. */
  act(): Promise<unknown>;
}

/** Asks once more before something that cannot simply be taken back. */
export function Confirm({ title, text, danger = false, onClose, act }: Props) {
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const carryOut = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {failure !== null && <ProblemText failure={failure} />}
      <p>
        <Button type="primary" danger={danger} loading={busy} onClick={() => void carryOut()}>
          {title}
        </Button>
      </p>
    </Dialog>
  );
}
