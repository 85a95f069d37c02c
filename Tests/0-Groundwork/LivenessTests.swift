#if Solutions
  import Groundwork
  import Testing

  @Suite("Liveness") struct LivenessTests {
    @Test("This process and this thread are alive")
    func current() {
      #expect(ProcessIdentity.current.isAlive)
      #expect(ThreadIdentity.current.isAlive)
      #expect(ProcessIdentity.current.pid == getpid())
      #expect(ThreadIdentity.current == ThreadIdentity.current)
      #expect(ProcessIdentity(of: getpid()) == ProcessIdentity.current)
    }

    @Test("Nobody is not alive")
    func nobody() {
      #expect(!ProcessIdentity(rawValue: 0).isAlive)
      #expect(!ThreadIdentity(rawValue: 0).isAlive)
      #expect(ProcessIdentity(of: 0) == nil)
      #expect(ProcessIdentity(of: -1) == nil)
    }

    @Test("The spare bits carry a lock's flags and are no part of the identity")
    func spareBits() {
      let current = ThreadIdentity.current
      #expect(current.rawValue & ThreadIdentity.spareBits == 0)
      let flagged = ThreadIdentity(rawValue: current.rawValue | 1 << 31 | 1 << 22)
      #expect(flagged == current)
      #expect(flagged.isAlive)
    }

    @Test("A child is alive, and dead as soon as it has been killed, before anyone waits for it")
    func zombie() throws {
      let child = try Bystander()
      let identity = try #require(ProcessIdentity(of: child.pid))
      #expect(identity.isAlive)
      child.killWithoutReaping()
      #expect(kill(child.pid, 0) == 0, "the zombie should still be there")
      #expect(!identity.isAlive)
      #expect(!ThreadIdentity(rawValue: identity.rawValue).isAlive)
      child.reap()
      #expect(!identity.isAlive)
      #expect(ProcessIdentity(of: child.pid) != identity)
    }

    @Test("A stopped process is alive")
    func stopped() throws {
      let child = try Bystander()
      defer { child.end() }
      let identity = try #require(ProcessIdentity(of: child.pid))
      kill(child.pid, SIGSTOP)
      child.wait(for: WSTOPPED | WNOWAIT)
      #expect(identity.isAlive)
      #expect(ThreadIdentity(rawValue: identity.rawValue).isAlive)
    }

    @Test("A process that closed all its descriptors is alive")
    func closedDescriptors() throws {
      let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
      let child = try launch(Closer(word: word), name: "Closer")
      while word.load() == 0 { _ = word.wait(while: 0) }
      let identity = try #require(ProcessIdentity(of: child))
      #expect(identity.isAlive)
      word.store(2)
      word.wake()
      #expect(try wait(for: child) == 0)
      #expect(!identity.isAlive)
    }

    @Test("A process is alive after its first thread has ended, if another goes on")
    func firstThreadEnded() throws {
      let memory = try SharedMemory(byteCount: 16)
      let word = SharedWord(in: memory, at: 0)
      let child = try launch(Orphaner(word: word), name: "Orphaner")
      while word.load() == 0 { _ = word.wait(while: 0) }
      let process = try #require(ProcessIdentity(of: child))
      let first = ThreadIdentity(rawValue: process.rawValue)
      let second = ThreadIdentity(rawValue: memory.load(at: 8, as: UInt64.self))
      while first.isAlive { sched_yield() }
      #expect(process.isAlive)
      #expect(second.isAlive)
      #expect(second != first)
      kill(child, SIGKILL)
      var info = siginfo_t()
      while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) != 0 {}
      #expect(!process.isAlive)
      #expect(!second.isAlive)
      #expect(try wait(for: child) == -SIGKILL)
    }

    @Test("A forked child has an identity of its own")
    func forked() throws {
      let memory = try SharedMemory(byteCount: 24)
      let child = try launch(Forker(memory: memory), name: "Forker")
      #expect(try wait(for: child) == 0)
      #expect(memory.load(at: 0, as: UInt64.self) == memory.load(at: 8, as: UInt64.self))
    }

    @Test("Another process with the same number is not the one that was meant")
    func reusedNumber() throws {
      let child = try Bystander()
      defer { child.end() }
      let identity = try #require(ProcessIdentity(of: child.pid))
      let earlier = ProcessIdentity(rawValue: identity.rawValue - 1 << 32)
      #expect(earlier.pid == identity.pid)
      #expect(!earlier.isAlive)
      #expect(!ThreadIdentity(rawValue: earlier.rawValue).isAlive)
      #expect(identity.isAlive)
    }

    @Test(
      "The kernel gives a number again, and the new process is not taken for the old one",
      .enabled(if: mayChooseNextNumber, "needs root"))
    func trulyReusedNumber() throws {
      // Other processes start meanwhile, so the wanted number may be gone: try again.
      for _ in 0..<200 {
        let first = try Bystander()
        let identity = try #require(ProcessIdentity(of: first.pid))
        first.end()
        writeNextNumber(after: first.pid - 1)
        let second = try Bystander()
        defer { second.end() }
        guard second.pid == first.pid else { continue }
        let successor = try #require(ProcessIdentity(of: second.pid))
        // Within one tick of the clock (10 ms) they can't be told apart; numbers come again much
        // later than that unless they are forced to, as here.
        guard successor != identity else { continue }
        #expect(!identity.isAlive)
        #expect(successor.isAlive)
        return
      }
      Issue.record("no number was given twice in 200 tries")
    }

    @Test("Threads are told apart, and a thread that ended is dead though its process lives")
    func threads() throws {
      let worker = Worker()
      let identity = worker.identity
      #expect(identity != ThreadIdentity.current)
      #expect(identity.isAlive)
      worker.end()
      // `pthread_join` returns a moment before the kernel has taken the thread off its table.
      while identity.isAlive { sched_yield() }
      #expect(ProcessIdentity.current.isAlive)
    }

    @Test("Many threads ask at the same time, and each is itself")
    func manyThreads() {
      let workers = (0..<20).map { _ in Worker() }
      let identities = Set(workers.map(\.identity))
      #expect(identities.count == 20)
      #expect(identities.allSatisfy { $0.isAlive })
      for worker in workers { worker.end() }
    }

    @Test("Identities travel as plain values")
    func codable() throws {
      let identity = ThreadIdentity.current
      let bytes = try WireEncoder().encode([identity])
      #expect(try WireDecoder().decode([ThreadIdentity].self, from: bytes) == [identity])
    }
  }

  #if DEBUG
    extension LivenessTests {
      @Test("A lock is had by the next one, wherever its owner was killed, and before it is reaped")
      func lockOfTheDead() throws {
        let count = try StepControl.killingAtEachStep { steps, step in
          let lock = OwnedLock(word: SharedWord64(in: try SharedMemory(byteCount: 8), at: 0))
          let child = try launch(Owner(lock: lock, steps: steps), name: "Owner")
          var info = siginfo_t()
          while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) != 0 {}
          #expect(lock.lock(until: Deadline(after: .seconds(5))), "killed at step \(step)")
          _ = try wait(for: child)
        }
        // Take it, give it back, wake.
        #expect(count == 3)
      }

      struct Owner: ProcessTarget {
        fileprivate let lock: OwnedLock
        let steps: StepControl

        func run() {
          steps.install()
          if !lock.lock(until: .never) { exit(1) }
          lock.unlock()
        }
      }
    }
  #endif

  /// The least that a lock needs to outlive its owner: who has it, in one word.
  private struct OwnedLock: Codable, Sendable {
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

  // MARK: - What the children run

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

    /// Ends its first thread while another one goes on for ever.
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
  private final class Bystander {
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
  private final class Worker {
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
  private func channel() -> (CInt, CInt) {
    var ends: [CInt] = [0, 0]
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    precondition(socketpair(AF_UNIX, type, 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  private let nextNumberFile = "/proc/sys/kernel/ns_last_pid"

  /// Anyone may open the file, but not everyone may write to it.
  private let mayChooseNextNumber = writeNextNumber(after: getpid())

  @discardableResult
  private func writeNextNumber(after number: pid_t) -> Bool {
    let descriptor = open(nextNumberFile, O_WRONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let text = "\(number)"
    return write(descriptor, text, text.utf8.count) > 0
  }
#endif
