#if Solutions
import Groundwork
import Synchronization
import Testing

@testable import Grading

@Suite("Tests that hang are ended, and say what they hang in") struct Hanging {
  let deadline = Duration.seconds(2)

  @Test("A read that nobody writes for")
  func read() async throws {
    let result = try await grade(deadline: deadline) {
      let (reader, writer) = try Descriptor.pipe()
      try readOneByte(from: reader)
      writer.close()
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains(" (the test) is blocked in reading descriptor "))
    #expect(
      result.message.contains("a pipe whose write end is held by this process itself"),
      "\(result.message)")
    #expect(
      result.message.contains("at Tests/0-Grading/GradingTests/Sandbox/Hanging.swift:"),
      "\(result.message)")
  }

  @Test("A read from a socket whose other end a child holds")
  func socket() async throws {
    let result = try await grade(deadline: deadline) {
      let (mine, its) = try Descriptor.socketPair()
      _ = try launch(BlockedReader(reader: its), name: "ChildProcess-1")
      its.close()
      try readOneByte(from: mine)
    }
    #expect(result.verdict == .hung)
    #expect(
      result.message.contains(
        #/\(a socket whose other end is held by process \d+ \(ChildProcess-1\)\)/#),
      "\(result.message)")
    #expect(
      result.message.contains(#/other end is held by process \d+ \(the test\)/#),
      "\(result.message)")
  }

  @Test("A lock that is never given back")
  func lock() async throws {
    let result = try await grade(deadline: deadline) {
      let word = SharedWord(in: try SharedMemory(byteCount: 8), at: 0)
      while word.wait(while: 0) {}
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains("waits on a shared word (futex), at "), "\(result.message)")
  }

  @Test("A loop without an end")
  func loop() async throws {
    let result = try await grade(deadline: deadline) {
      var number: UInt = 0
      while number < .max { number = number &* 3 % 1_000_003 }
      print(number)
    }
    #expect(result.verdict == .hung)
    #expect(
      result.message.contains("is running: it uses the processor, at Tests/0-Grading/"),
      "\(result.message)")
  }

  @Test("A join on a child that is itself blocked")
  func join() async throws {
    let result = try await grade(deadline: deadline) {
      let (reader, writer) = try Descriptor.pipe()
      let child = try launch(BlockedReader(reader: reader), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
      writer.close()
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains(" (the test) waits for child "), "\(result.message)")
    #expect(
      result.message.contains(" (ChildProcess-1) is blocked in reading descriptor "),
      "\(result.message)")
    #expect(
      result.message.contains("a pipe whose write end is held by process "), "\(result.message)")
  }

  @Test("A thread that runs outside of the package hides nobody's wait")
  func runtimeThread() async throws {
    let result = try await grade(deadline: deadline) {
      try startRunningElsewhere()
      let (reader, writer) = try Descriptor.pipe()
      try readOneByte(from: reader)
      writer.close()
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains(" (the test) is blocked in reading "), "\(result.message)")
    #expect(!result.message.contains("is running"), "\(result.message)")
  }

  @Test("Signals are blocked, and SIGTERM is ignored")
  func blockedSignals() async throws {
    let result = try await grade(deadline: deadline) {
      var all = sigset_t()
      sigfillset(&all)
      sigprocmask(SIG_BLOCK, &all, nil)
      signal(SIGTERM, SIG_IGN)
      while true { pause() }
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains("waits for a signal"), "\(result.message)")
  }

  @Test("An await for something that never happens")
  func await() async throws {
    // On a busy machine, it takes more than three seconds to come to the await.
    let result = try await grade(deadline: .seconds(8)) {
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains("waits at an `await`"), "\(result.message)")
  }

  @Test("A child that stopped itself")
  func stopped() async throws {
    let result = try await grade(deadline: deadline) {
      let child = try launch(Stopped(), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
    }
    #expect(result.verdict == .hung)
    #expect(result.message.contains("(ChildProcess-1) is stopped (SIGSTOP)"), "\(result.message)")
  }

  @Test("A todo in a child, while its parent waits forever, counts as not started")
  func todoInChild() async throws {
    let result = try await grade(deadline: deadline) {
      let (reader, writer) = try Descriptor.pipe()
      let child = try launch(ReachesTodo(), name: "ChildProcess-1")
      try readOneByte(from: reader)
      waitpid(child, nil, 0)
      writer.close()
    }
    #expect(result.verdict == .notStarted, "\(result.message)")
    #expect(result.todo?.goal == "Say hello.")
  }
}

/// Starts a thread that runs for ever, in code of which no line is in the package: as the runtime's.
func startRunningElsewhere() throws {
  #sourceLocation(file:"/elsewhere/Runtime.swift",line:1)
  try BackgroundThread {
    var number: UInt = 0
    while number < .max { number = number &* 3 % 1_000_003 }
    print(number)
  }
  #sourceLocation()
}

/// Reads one byte; blocks until there is one.
func readOneByte(from reader: Descriptor) throws {
  var byte: UInt8 = 0
  _ = try withUnsafeMutableBytes(of: &byte) { try reader.read(into: $0) }
}

struct BlockedReader: ProcessTarget {
  var reader: Descriptor
  func run() throws { try readOneByte(from: reader) }
}

struct Stopped: ProcessTarget {
  func run() throws { raise(SIGSTOP) }
}

struct ReachesTodo: ProcessTarget {
  func run() throws { todo("Say hello.", file: "/Lessons/1-Process/03-ExitStatus.swift", line: 7) }
}
#endif
