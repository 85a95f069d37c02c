#if Solutions
import Groundwork
import Testing

@Suite("launch") struct LaunchTests {
  @Test("The target runs in a child of this process, which exits with 0")
  func child() throws {
    let (reader, writer) = try Descriptor.pipe()
    let pid = try launch(Reporter(writer: writer, greeting: "hello"), name: "Ada")
    writer.close()
    #expect(try readAll(reader) == "hello Ada \(pid) \(getpid())")
    #expect(try wait(for: pid) == 0)
  }

  @Test("Nested and generic types arrive, and classes as their subclass")
  func types() throws {
    let nested = Outer<Int>.Inner<[String: Int]>.self
    #expect(
      try transcript { nested.init(writer: $0, value: ["a": 1], other: 2) }
        == ("[\"a\": 1] 2", 0))
    #expect(
      try transcript { writer -> Base in Derived(writer: writer) } == ("the subclass", 0))
  }

  @Test("64 MB of arguments arrive")
  func large() throws {
    let byteCount = 64 << 20
    #expect(
      try transcript { Large(writer: $0, byteCount: byteCount) } == ("\(byteCount) true", 0))
  }

  @Test("A child that dies before it has read its arguments keeps nobody waiting")
  func earlyDeath() throws {
    let target = DiesEarly(bytes: [UInt8](repeating: 1, count: 8 << 20))
    #expect(try wait(for: launch(target, name: "DiesEarly")) == 3)
  }

  @Test("Children have children")
  func nestedChildren() throws {
    let (text, status) = try transcript(name: "0") { Nested(writer: $0, depth: 3) }
    #expect(text == "0 1 2 3 ")
    #expect(status == 0)
  }

  @Test("The child looks like this program, with its name as its argument")
  func arguments() throws {
    let (text, status) = try transcript(name: "two words") { ShowsArguments(writer: $0) }
    #expect(text == "\(CommandLine.arguments[0])|two words")
    #expect(status == 0)
  }

  @Test("A name can be anything", arguments: ["", "-v", "é\n\u{0}x"])
  func names(_ name: String) throws {
    let (text, status) = try transcript(name: name) { Reporter(writer: $0, greeting: "") }
    #expect(text.hasPrefix(" \(name) "))
    #expect(status == 0)
  }
}

// MARK: - What the child inherits

extension LaunchTests {
  @Test("The child has the descriptors that its target carries and 0 to 2, and no others")
  func descriptors() throws {
    // Its own: the pipe that it carries, at 4, after the start data that was closed.
    #expect(
      try transcript { OpensInheritableSocket(writer: $0) } == ("0 1 2 4 | 0 1 2 4 5 6", 0))
  }

  @Test("Descriptors arrive, however their numbers lie in the parent")
  func permuted() throws {
    #expect(try transcript { PermutesDescriptors(writer: $0) } == ("0123456789", 0))
  }

  @Test("Two references to one handle are one handle in the child")
  func identity() throws {
    let memory = try SharedMemory(byteCount: 8)
    let (text, status) = try transcript {
      Twins(writer: $0, again: $0, memory: memory, memoryAgain: memory)
    }
    #expect(text == "true true")
    #expect(status == 0)
  }

  @Test("Signals are neither blocked nor ignored nor handled in the child")
  func signals() throws {
    #expect(try transcript { ChangesSignals(writer: $0) } == ("blocked: handled: ", 0))
  }

  @Test("The start variables are gone, others are inherited")
  func environment() throws {
    let (text, status) = try transcript { ShowsEnvironment(writer: $0) }
    #expect(text == "WORKBOOK_START=nil WORKBOOK_RECORD=nil WORKBOOK_TEST=a value")
    #expect(status == 0)
  }

  @Test("What the parent printed comes before what the child prints")
  func flush() throws {
    #expect(try output(of: PrintsAround()) == ("before\nin the child\nafter\n", 0))
  }

  @Test("A thread that waits for standard input holds up no launch")
  func blockedReader() throws {
    #expect(try transcript { ReadsStandardInput(writer: $0) } == ("launched", 0))
  }
}

// MARK: - How it ends

extension LaunchTests {
  @Test("An error that run throws goes to standard error with the name, and the exit code is 1")
  func uncaughtError() throws {
    #expect(try output(of: Throwing(), name: "Grace") == ("printed\nGrace: no luck\n", 1))
  }

  @Test("So does an error of the target's own decoding")
  func decodingError() throws {
    let (text, status) = try output(of: LaunchesRefusal())
    #expect(text == "Grace: no luck\n")
    #expect(status == 1)
  }

  @Test("An asynchronous target runs to its end, and its errors end it, too")
  func asynchronous() throws {
    #expect(try output(of: Asynchronous(fails: false)) == ("printed\n", 0))
    #expect(
      try output(of: Asynchronous(fails: true), name: "Grace")
        == ("printed\nGrace: no luck\n", 1))
  }

  @Test("An asynchronous target can be run by another target")
  func asynchronousInside() throws {
    #expect(try output(of: RunsAnother(fails: false)) == ("printed\nbehind it\n", 0))
    #expect(try output(of: RunsAnother(fails: true)) == ("printed\nChild: no luck\n", 1))
  }

  @Test("exit in the middle of run gives its code, and buffers are written")
  func exitInside() throws {
    #expect(try output(of: Exiting()) == ("printed\n", 42))
  }

  @Test(
    "A start variable that launch did not set gives an error, not a crash",
    arguments: ["", "0", "1", "17", "-1", "3 ", "99999999999999999999", "nonsense"])
  func startedByHand(_ value: String) throws {
    let (text, status) = try output(of: StartsByHand(value: value))
    #expect(
      text == """
        WORKBOOK_START is set to "\(value)", but `launch` did not set it for this process: unset \
        it to run the program itself.

        """)
    #expect(status == 64)
  }

  @Test("Not even a file that resembles start data makes it crash")
  func resemblingStartData() throws {
    for count in [8, 48, 56, 4096] {
      let (text, status) = try output(of: StartsFromFile(byteCount: count))
      #expect(text.hasPrefix("WORKBOOK_START is set to"))
      #expect(status == 64)
    }
  }
}

// MARK: - Ending with the parent

extension LaunchTests {
  @Test("A child that ends with its parent is killed with it, and another one is not")
  func endsWithParent() throws {
    #expect(try transcript { Adopter(writer: $0, endsWithParent: true) } == ("-9", 0))
    #expect(try transcript { Adopter(writer: $0, endsWithParent: false) } == ("5", 0))
  }

  @Test("It ends also when the parent has ended before the child has come up")
  func parentEndsAtOnce() throws {
    #expect(
      try transcript { Adopter(writer: $0, endsWithParent: true, dieAtOnce: true) } == ("-9", 0))
  }

  @Test("It lives on when only the thread ends that started it")
  func startingThreadEnds() throws {
    #expect(try transcript { StartsOnThread(writer: $0) } == ("alive", 0))
  }

  @Test("It has no descriptor more than others, and may close and open any number")
  func closesEverything() throws {
    #expect(try transcript(endsWithParent: true) { ShowsDescriptors(writer: $0) }.0 == "0 1 2 5")
    let child = try launch(ClosesEverything(), name: "closes", endsWithParent: true)
    var status: CInt = 0
    #expect(waitpid(child, &status, WUNTRACED) == child && status & 0xff == 0x7f)
    // A call that was stopped starts again, and looks up its descriptor.
    kill(child, SIGCONT)
    #expect(try wait(for: child) == 5)
  }

  @Test("It can end by itself")
  func endsByItself() throws {
    let (text, _) = try transcript(name: "Ada", endsWithParent: true) {
      Reporter(writer: $0, greeting: "hello")
    }
    #expect(text.hasPrefix("hello Ada"))
  }
}

// MARK: - Errors

extension LaunchTests {
  @Test("A type that the child could not find is refused, and the message says what to change")
  func unreachable() throws {
    struct Local: ProcessTarget {
      func run() {}
    }
    let expected = { (name: String) in
      """
      `\(name)` is private, or declared inside a function: make it internal, so that the child \
      can find it by name. The same holds for the types that it is nested in or made of.
      """
    }
    #expect(launchError { try Unreachable.launch() } == expected("Hidden"))
    #expect(
      launchError { try Unreachable.launchMadeOf() }
        == expected("Outer<Hidden>.Plain"))
    #expect(
      launchError { _ = try launch(Local(), name: "never") }
        == expected("LaunchTests.Local"))
  }

  @Test("A value that can't be encoded is refused, and the message says why")
  func unencodable() throws {
    #expect(
      launchError { _ = try launch(Unencodable(), name: "never") }
        == "`Unencodable` can't be encoded, so that the child would not have its values: no luck")
  }

  @Test("A closed handle is refused")
  func closedHandle() throws {
    let (_, writer) = try Descriptor.pipe()
    writer.close()
    let message = launchError {
      _ = try launch(Reporter(writer: writer, greeting: ""), name: "never")
    }
    #expect(message?.hasPrefix("`Reporter` can't be encoded") == true)
    #expect(
      message?.hasSuffix("This Descriptor is closed: hand it over before closing it") == true)
  }

  @Test("A name that the system refuses gives the system's error")
  func nameTooLong() throws {
    let name = String(repeating: "x", count: 1 << 20)
    let error = #expect(throws: LaunchError.self) { try launch(Idle(), name: name) }
    guard case .system(let cause) = error else {
      Issue.record("The error was \(String(describing: error))")
      return
    }
    #expect(cause.call == "posix_spawn" && cause.number == E2BIG)
    #expect(
      LaunchError.system(cause).description.hasPrefix(
        "The child could not be started. posix_spawn: Argument list too long (E2BIG)"))
  }

  @Test("Without descriptors to spare launch throws, and nothing stays open after any error")
  func nothingLeaks() throws {
    let (text, status) = try transcript { FailsToLaunch(writer: $0) }
    #expect(text == "24 24 24 started true")
    #expect(status == 0)
  }

  @Test("Without the start hook nothing is started")
  func noHook() throws {
    let (text, status) = try transcript { WithoutHook(writer: $0) }
    #expect(text.hasPrefix("This program did not run the start hook"))
    #expect(status == 0)
  }

  private func launchError(_ start: () throws -> Void) -> String? {
    do {
      try start()
      return nil
    } catch let error as LaunchError {
      return "\(error)"
    } catch {
      return "not a LaunchError: \(error)"
    }
  }
}

// MARK: - todo, and the grader's record

extension LaunchTests {
  @Test("todo says what is to be done, and ends the process with 70")
  func todoEnds() throws {
    let (text, status) = try output(of: Undone())
    #expect(text.hasPrefix("printed\nNot started yet: Do it. ("))
    #expect(text.hasSuffix("LaunchTargets.swift:7)\n"))
    #expect(status == 70)
  }

  @Test("The record reaches children and their children, out of the way of other descriptors")
  func record() throws {
    #expect(try transcript { SetsRecord(writer: $0) } == ("child: record grandchild: record ", 0))
  }
}
#endif
