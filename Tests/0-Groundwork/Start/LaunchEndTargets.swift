#if Solutions
import Groundwork

// MARK: - How it ends

struct Throwing: ProcessTarget {
  func run() throws {
    print("printed")
    throw NoLuck()
  }
}

struct RefusesDecoding: ProcessTarget {
  init() {}
  init(from decoder: any Decoder) throws { throw NoLuck() }
  func encode(to encoder: any Encoder) throws { _ = encoder.unkeyedContainer() }
  func run() {}
}

/// Launches a target that can't be decoded; `Redirected` would have to decode it itself.
struct LaunchesRefusal: ProcessTarget {
  func run() throws { exit(try wait(for: launch(RefusesDecoding(), name: "Grace"))) }
}

struct Asynchronous: AsyncProcessTarget {
  let fails: Bool

  func runAsync() async throws {
    await Task.yield()
    print("printed")
    if fails { throw NoLuck() }
  }
}

struct RunsAnother: ProcessTarget {
  let fails: Bool

  func run() throws {
    try Asynchronous(fails: fails).run()
    print("behind it")
  }
}

struct Exiting: ProcessTarget {
  func run() {
    print("printed")
    exit(42)
  }
}

/// Becomes this program again, as somebody would start it with the variable set.
struct StartsByHand: ProcessTarget {
  let value: String

  func run() throws {
    setenv("WORKBOOK_START", value, 1)
    guard let program = strdup(CommandLine.arguments[0]) else { throw SystemError("strdup") }
    var arguments = [program, nil]
    execv(program, &arguments)
    throw SystemError("execv")
  }
}

/// Announces a file that begins as start data does, and goes on at random.
struct StartsFromFile: ProcessTarget {
  let byteCount: Int

  func run() throws {
    let memory = try SharedMemory(byteCount: byteCount)
    memory.store(0x31_7472_6174_7357 as UInt64, at: 0)
    for offset in stride(from: 8, to: byteCount, by: 8) {
      memory.store(UInt64.random(in: 0...(.max)), at: offset)
    }
    let attachments = Attachments()
    var encoder = WireEncoder()
    if let key = Attachments.key { encoder.userInfo[key] = attachments }
    _ = try encoder.encode(memory)
    // A copy that a new program inherits.
    let number = dup(attachments.descriptors[0].number)
    try StartsByHand(value: "\(number)").run()
  }
}

// MARK: - Ending with the parent

/// Starts a child that starts a grandchild, kills the child, and tells how the orphan ended.
struct Adopter: ProcessTarget {
  let writer: Descriptor
  let endsWithParent: Bool
  var dieAtOnce = false

  func run() throws {
    try adoptOrphans()
    let (reader, ready) = try Descriptor.pipe()
    let (go, goWriter) = try Descriptor.pipe()
    let parent = Parent(
      orphan: Orphan(ready: ready, go: go), endsWithParent: endsWithParent, dieAtOnce: dieAtOnce,
      pid: try SharedMemory(byteCount: 4))
    let pid = try launch(parent, name: "parent")
    ready.close()
    go.close()
    if !dieAtOnce {
      _ = try reader.waitUntilReadable()
      kill(pid, SIGKILL)
    }
    guard try wait(for: pid) == -SIGKILL else { throw NoLuck() }
    // The orphan that goes on does so until it is told.
    if !endsWithParent { try goWriter.write("!") }
    try writer.write("\(wait(for: parent.pid.load(at: 0, as: pid_t.self)))")
    withExtendedLifetime(goWriter) {}
  }

  struct Parent: ProcessTarget {
    let orphan: Orphan
    let endsWithParent: Bool
    let dieAtOnce: Bool
    let pid: SharedMemory

    func run() throws {
      pid.store(try launch(orphan, name: "orphan", endsWithParent: endsWithParent), at: 0)
      if dieAtOnce { kill(getpid(), SIGKILL) }
      while true { pause() }
    }
  }

  struct Orphan: ProcessTarget {
    let ready: Descriptor
    let go: Descriptor

    func run() throws {
      try ready.write("!")
      _ = try go.waitUntilReadable()
      exit(5)
    }
  }
}

/// Starts a child on a thread, and talks to the child after that thread has ended.
struct StartsOnThread: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let (go, goWriter) = try Descriptor.pipe()
    let pid = try SharedMemory(byteCount: 4)
    let echo = Echo(go: go, writer: writer)
    let thread = try BackgroundThread {
      pid.store((try? launch(echo, name: "echo", endsWithParent: true)) ?? -1, at: 0)
    }
    while !thread.hasFinished || thread.identifier.flatMap({ threadActivity($0) }) != nil {
      sched_yield()
    }
    try goWriter.write("!")
    exit(try wait(for: pid.load(at: 0, as: pid_t.self)))
  }

  struct Echo: ProcessTarget {
    let go: Descriptor
    let writer: Descriptor

    func run() throws {
      _ = try go.waitUntilReadable()
      try writer.write("alive")
    }
  }
}

/// Gives the number of each descriptor that it inherited to a file that is always readable.
struct ClosesEverything: ProcessTarget {
  func run() {
    let file = open("/dev/null", O_RDONLY)
    for number: CInt in 3..<200 where number != file { dup2(file, number) }
    raise(SIGSTOP)
    sched_yield()
    exit(5)
  }
}

// MARK: - Errors

/// Reports the errors of launches with room for no, one, … more descriptors, and whether the same
/// ones are open after them.
struct FailsToLaunch: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    // The limit is one of numbers: have no gaps below it.
    let (filler, _) = try Descriptor.pipe()
    let gapless = Int(filler.number) + 1
    let before = openDescriptors()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var old = rlimit()
    getrlimit(resource, &old)
    var errors: [String] = []
    for room in 0...3 {
      var few = rlimit(rlim_cur: rlim_t(gapless + room), rlim_max: old.rlim_max)
      setrlimit(resource, &few)
      errors.append(launchNumber(name: "never"))
    }
    setrlimit(resource, &old)
    try writer.write("\(errors.joined(separator: " ")) \(openDescriptors() == before)")
  }

  private func launchNumber(name: String) -> String {
    do {
      _ = try wait(for: launch(Idle(), name: name, endsWithParent: true))
      return "started"
    } catch LaunchError.system(let error) {
      return "\(error.number)"
    } catch {
      return "\(error)"
    }
  }
}

struct WithoutHook: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    StartHook.hasRun = false
    do {
      _ = try launch(Idle(), name: "never")
    } catch LaunchError.noStartHook {
      try writer.write("\(LaunchError.noStartHook)")
    }
  }
}

// MARK: - The grader's record

struct SetsRecord: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let (record, _) = try Descriptor.pipe()
    Harness.record = record
    exit(try wait(for: launch(Shows(writer: writer, isLast: false), name: "child")))
  }

  struct Shows: ProcessTarget {
    let writer: Descriptor
    let isLast: Bool

    func run() throws {
      let isOpen = Harness.record.map { $0.number >= 200 && fcntl($0.number, F_GETFD) == 1 }
      let others = openDescriptors().filter { $0 < 200 }
      let isHidden = others == [writer.number]
      let text = isOpen == true && isHidden ? "record" : "\(isOpen as Any) \(others)"
      try writer.write("\(CurrentProcess.name): \(text) ")
      guard !isLast else { return }
      exit(try wait(for: launch(Shows(writer: writer, isLast: true), name: "grandchild")))
    }
  }
}
#endif
