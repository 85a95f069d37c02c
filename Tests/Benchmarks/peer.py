"""CPython's side of the benchmarks.

It reads commands from standard input, a line each: the name of a row, and how often its work shall
be done. To each it answers with a line: how many nanoseconds that took, or an error. It ends at the
end of its input. The second process of a row is started when it is first needed, and stays.
"""

import concurrent.futures
import functools
import multiprocessing
import os
import platform
import subprocess
import sys
import time

now = time.perf_counter_ns
fork = multiprocessing.get_context("fork")
spawn = multiprocessing.get_context("spawn")

MEGABYTE = bytes(1_000_000)
MUCH = bytes(64_000_000)


# The second processes.


def nothing():
    pass


def echo(connection):
    while True:
        connection.send(connection.recv())


def echo_bytes(connection):
    while True:
        connection.send_bytes(connection.recv_bytes())


def repeat_together(connection, barrier, work):
    while True:
        connection.send(time_together(barrier, work, connection.recv()))


def sleep_until_set(connection, event):
    while True:
        connection.recv()
        connection.send("ready")
        event.wait()
        woken = now()
        event.clear()
        connection.send(woken)


def put_items(connection, queue, item):
    while True:
        put = queue.put
        for _ in range(connection.recv()):
            put(item)


# What both processes of a row do.


def time_together(barrier, work, calls):
    barrier.wait()
    start = now()
    work(calls)
    return now() - start


def lock_and_unlock(lock, calls):
    acquire, release = lock.acquire, lock.release
    for _ in range(calls):
        acquire()
        release()


def add(value, calls):
    lock = value.get_lock()
    for _ in range(calls):
        with lock:
            value.value += 1


def meet(barrier, calls):
    for _ in range(calls):
        barrier.wait()


# The rows.


@functools.lru_cache(maxsize=None)
def helper(target, *arguments):
    """Starts a process that runs target, and returns the connection to it."""
    connection, theirs = fork.Pipe()
    fork.Process(target=target, args=(theirs, *arguments), daemon=True).start()
    return connection


def start_and_join(context, calls):
    start = now()
    for _ in range(calls):
        process = context.Process(target=nothing)
        process.start()
        process.join()
    return now() - start


def small_round_trips(calls):
    connection = helper(echo)
    start = now()
    for _ in range(calls):
        connection.send(7)
        connection.recv()
    return now() - start


def megabyte_round_trips(calls):
    connection = helper(echo_bytes)
    start = now()
    for _ in range(calls):
        connection.send_bytes(MEGABYTE)
        connection.recv_bytes()
    return now() - start


def run_true(calls):
    start = now()
    for _ in range(calls):
        subprocess.run(["true"], check=True, stdin=subprocess.DEVNULL)
    return now() - start


def run_cat(calls):
    start = now()
    for _ in range(calls):
        result = subprocess.run(["cat"], input=MUCH, stdout=subprocess.PIPE)
        assert len(result.stdout) == len(MUCH)
    return now() - start


@functools.lru_cache(maxsize=None)
def managed_dictionary():
    """A dictionary in a manager's server, and the manager, which must live as long."""
    manager = fork.Manager()
    return manager, manager.dict(key=7)


def dictionary_gets(calls):
    _, dictionary = managed_dictionary()
    start = now()
    for _ in range(calls):
        dictionary["key"]
    return now() - start


def alone(work, calls):
    start = now()
    work(calls)
    return now() - start


def together(work, calls):
    """The time until two processes that begin together have each done half."""
    barrier, connection = helper_that_repeats(work)
    connection.send(calls // 2)
    mine = time_together(barrier, work, calls - calls // 2)
    return max(mine, connection.recv())


@functools.lru_cache(maxsize=None)
def helper_that_repeats(work):
    barrier = fork.Barrier(2)
    return barrier, helper(repeat_together, barrier, work)


def wakes(event, calls):
    """The median time from set until the other process has left wait."""
    connection = helper(sleep_until_set, event)
    times = []
    for _ in range(calls):
        connection.send("next")
        connection.recv()
        time.sleep(0.0003)  # Until the other one sleeps.
        start = now()
        event.set()
        times.append(connection.recv() - start)
    return sorted(times)[calls // 2] * calls


@functools.lru_cache(maxsize=None)
def helper_that_puts(make, item):
    queue = make()
    return queue, helper(put_items, queue, item)


def queued(make, item, calls):
    """The time until this process has got what another one puts."""
    queue, connection = helper_that_puts(make, item)
    get = queue.get
    start = now()
    connection.send(calls)
    for _ in range(calls):
        get()
    return now() - start


def double(number):
    return number * 2


@functools.lru_cache(maxsize=None)
def pool():
    return fork.Pool(2)


@functools.lru_cache(maxsize=None)
def executor():
    """One whose workers have come up."""
    executor = concurrent.futures.ProcessPoolExecutor(2, mp_context=fork)
    list(executor.map(double, range(8)))
    return executor


def map_items(function, items, chunksize, calls):
    workers = pool()
    start = now()
    for _ in range(calls):
        workers.map(function, items, chunksize=chunksize)
    return now() - start


class Doubling:
    """A task of its own, as in the other map of a million."""

    def __init__(self, number):
        self.number = number

    def run(self):
        return self.number * 2


def map_tasks(count, calls):
    return map_items(Doubling.run, [Doubling(number) for number in range(count)], None, calls)


def apply(calls):
    workers = pool()
    start = now()
    for _ in range(calls):
        workers.apply(double, (7,))
    return now() - start


def submit(calls):
    workers = executor()
    start = now()
    for _ in range(calls):
        workers.submit(double, 7).result()
    return now() - start


def rows():
    hold = functools.partial(lock_and_unlock, fork.Lock())
    increment = functools.partial(add, fork.Value("q", 0))
    cycle = functools.partial(meet, fork.Barrier(2))
    event = fork.Event()
    return {
        "process/fork": functools.partial(start_and_join, fork),
        "process/spawn": functools.partial(start_and_join, spawn),
        "pipe/small": small_round_trips,
        "pipe/1MB": megabyte_round_trips,
        "lock/uncontended": functools.partial(alone, hold),
        "lock/contended": functools.partial(together, hold),
        "value/uncontended": functools.partial(alone, increment),
        "value/contended": functools.partial(together, increment),
        "subprocess/true": run_true,
        "subprocess/cat": run_cat,
        "event/wake": functools.partial(wakes, event),
        "queue/ints": functools.partial(queued, fork.Queue, 7),
        "queue/ints-simple": functools.partial(queued, fork.SimpleQueue, 7),
        "queue/1MB": functools.partial(queued, fork.Queue, MEGABYTE),
        # Each of the two waits once a cycle.
        "barrier/2": lambda calls: together(cycle, 2 * calls),
        "pool/apply": apply,
        "pool/executor": submit,
        "pool/map-chunk-1": functools.partial(map_items, double, range(10_000), 1),
        "pool/map": functools.partial(map_items, double, range(1_000_000), None),
        "pool/map-tasks": functools.partial(map_tasks, 1_000_000),
        "manager/get": dictionary_gets,
    }


def main():
    print(platform.python_version(), flush=True)
    table = rows()
    for command in sys.stdin:
        name, calls = command.split()
        try:
            answer = table[name](int(calls))
        except Exception as error:
            answer = f"error {error!r}"
        print(answer, flush=True)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        # The benchmark was ended. Exit in order all the same: that ends the second processes too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
