#if Solutions
import Groundwork
import Testing

/// The least that a lock needs to outlive its owner: who has it, in one word.
struct OwnedLock: Codable, Sendable {
  let word: SharedWord64

  func lock(until deadline: Deadline) -> Bool {
    let own = ThreadIdentity.current.rawValue
    while !deadline.hasPassed {
      let (isTaken, owner) = word.compareExchange(expected: 0, desired: own)
      if isTaken { return true }
      if !ThreadIdentity(rawValue: owner).isAlive {
        // If another one was faster, it lives.
        if word.compareExchange(expected: owner, desired: own).exchanged { return true }
        continue
      }
      _ = word.lowerHalf.wait(
        while: UInt32(truncatingIfNeeded: owner), until: Deadline(after: .milliseconds(10)))
    }
    return false
  }

  func unlock() {
    _ = word.exchange(0)
    word.lowerHalf.wake(1)
  }
}

// What the children run.

extension LivenessTests {
  struct Closer: ProcessTarget {
    let word: SharedWord

    func run() {
      for descriptor in 0..<CInt(1024) { close(descriptor) }
      word.store(1)
      word.wake()
      while word.load() == 1 { _ = word.wait(while: 1) }
    }
  }

  /// Ends its first thread while another one goes on forever.
  struct Orphaner: ProcessTarget {
    let word: SharedWord

    func run() {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(Box(word)).toOpaque()
      pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          let word = Unmanaged<Box>.fromOpaque(context).takeRetainedValue().word
          word.memory.store(ThreadIdentity.current.rawValue, at: 8)
          word.store(1)
          word.wake()
          while true { pause() }
        }, context)
      pthread_exit(nil)
    }

    private final class Box {
      let word: SharedWord
      init(_ word: SharedWord) { self.word = word }
    }
  }

  /// Stores what a forked child takes itself for, and what its parent does.
  struct Forker: ProcessTarget {
    let memory: SharedMemory

    func run() throws {
      let parent = (ProcessIdentity.current, ThreadIdentity.current)
      let child = try forkProcess()
      if child == 0 {
        let isItself =
          ProcessIdentity.current != parent.0 && ThreadIdentity.current != parent.1
          && ProcessIdentity.current.pid == getpid() && parent.0.isAlive
        memory.store(ProcessIdentity.current.rawValue, at: 0)
        _exit(isItself ? 0 : 1)
      }
      var info = siginfo_t()
      while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) != 0 {}
      memory.store(ProcessIdentity(of: child)?.rawValue ?? 0, at: 8)
      exit(try wait(for: child))
    }
  }
}

/// A child that does nothing, and ends when this process does.
final class Bystander {
  let pid: pid_t
  private let input: CInt

  /// Without arguments it is `cat`, reading from a pipe into which nobody writes.
  init(_ command: String...) throws {
    let command = command.isEmpty ? ["/bin/cat"] : command
    let (theirs, ours) = channel()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, theirs, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    try #require(posix_spawn(&pid, command[0], &actions, nil, &arguments, nil) == 0)
    close(theirs)
    self.pid = pid
    input = ours
  }

  deinit { close(input) }

  func wait(for options: CInt) {
    var info = siginfo_t()
    while waitid(P_PID, id_t(pid), &info, options) != 0 {}
  }

  func killWithoutReaping() {
    kill(pid, SIGKILL)
    wait(for: WEXITED | WNOWAIT)
  }

  func reap() { wait(for: WEXITED) }

  func end() {
    kill(pid, SIGKILL)
    reap()
  }
}

/// A thread that lives until it is ended.
final class Worker {
  let identity: ThreadIdentity
  private let thread: pthread_t
  private let input: CInt

  init() {
    // The thread tells who it is, then waits for the end of its input.
    let (theirs, ours) = channel()
    let context = UnsafeMutablePointer<CInt>.allocate(capacity: 1)
    context.initialize(to: theirs)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context = context?.assumingMemoryBound(to: CInt.self) else { return nil }
        let channel = context.pointee
        context.deallocate()
        var identity = ThreadIdentity.current.rawValue
        _ = write(channel, &identity, 8)
        _ = read(channel, &identity, 1)
        close(channel)
        return nil
      }, context)
    precondition(failure == 0)
    self.thread = thread
    var identity: UInt64 = 0
    precondition(read(ours, &identity, 8) == 8)
    input = ours
    self.identity = ThreadIdentity(rawValue: identity)
  }

  func end() {
    close(input)
    pthread_join(thread, nil)
  }
}

/// Two connected sockets that no child inherits.
func channel() -> (CInt, CInt) {
  var ends: [CInt] = [0, 0]
  let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  precondition(socketpair(AF_UNIX, type, 0, &ends) == 0)
  return (ends[0], ends[1])
}

let nextNumberFile = "/proc/sys/kernel/ns_last_pid"

/// Anyone may open the file, but not everyone may write to it.
let mayChooseNextNumber = writeNextNumber(after: getpid())

@discardableResult
func writeNextNumber(after number: pid_t) -> Bool {
  let descriptor = open(nextNumberFile, O_WRONLY | O_CLOEXEC)
  defer { close(descriptor) }
  let text = "\(number)"
  return write(descriptor, text, text.utf8.count) > 0
}
#endif
