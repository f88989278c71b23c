import "server-only";

interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (reason: unknown) => void;
}

interface CoalesceOptions<K, V> {
  /** Keys of one load at the most. */
  max: number;
  /** Answers in the order of its keys. */
  load: (keys: K[]) => Promise<V[]>;
  /** True for an error that may be about one of the keys only: then each is loaded by itself. */
  mayBeOneKeysFault: (error: unknown) => boolean;
}

/**
 * Makes one call of many: what is asked for while a load runs goes into the next one. A lone caller waits for nobody,
 * and a thousand cost what a few loads cost.
 */
export function coalesce<K, V>({
  max,
  load,
  mayBeOneKeysFault,
}: CoalesceOptions<K, V>): (key: K) => Promise<V> {
  const queue: Waiting<K, V>[] = [];
  let isLoading = false;

  async function settle(batch: Waiting<K, V>[]): Promise<void> {
    try {
      const values = await load(batch.map(({ key }) => key));
      if (values.length !== batch.length) throw new Error("A load did not answer all of its keys");
      values.forEach((value, index) => {
        batch[index]?.resolve(value);
      });
    } catch (error) {
      if (batch.length > 1 && mayBeOneKeysFault(error)) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    isLoading = true;
    while (queue.length > 0) await settle(queue.splice(0, max));
    isLoading = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      if (!isLoading) void run();
    });
}
