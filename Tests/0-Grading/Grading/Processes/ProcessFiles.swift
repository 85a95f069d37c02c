import Groundwork

/// What `/proc` tells about processes.
///
/// Nothing here needs a privilege, or disturbs the process.
enum ProcessFiles {
  // MARK: Files

  /// The first `limit` bytes of a file; `nil` if it can't be read.
  static func bytes(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 8192)
    while result.count < limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return result.isEmpty ? nil : result }
      guard count > 0 else { break }
      result.append(contentsOf: buffer[..<count])
    }
    return result
  }

  static func text(_ path: String) -> String? {
    bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What a symbolic link points to.
  static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return count < 0
      ? nil : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The numbers among the names in a folder, in order.
  static func numbers(in path: String) -> [Int] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var numbers: [Int] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let number = Int(name) { numbers.append(number) }
    }
    return numbers.sorted()
  }

  // MARK: Processes

  static func threads(of pid: pid_t) -> [pid_t] {
    numbers(in: "/proc/\(pid)/task").map { pid_t($0) }
  }

  /// The children of all threads of `pid`, zombies among them.
  static func children(of pid: pid_t) -> [pid_t] {
    threads(of: pid).flatMap { thread in
      (text("/proc/\(pid)/task/\(thread)/children") ?? "").split(separator: " ")
        .compactMap { pid_t($0) }
    }
  }

  /// All that is below `pid`, parents before their children.
  static func descendants(of pid: pid_t) -> [pid_t] {
    var found: [pid_t] = []
    var next = children(of: pid)
    while let child = next.first {
      next.removeFirst()
      // A tree that changes while it is read could show a process twice.
      guard !found.contains(child) else { continue }
      found.append(child)
      next += children(of: child)
    }
    return found
  }

  /// What `/proc/PID/stat` tells of a process or thread.
  struct Status {
    var command: String
    /// R running, S asleep, D in a device's call, T stopped, Z zombie.
    var state: Character
    var parent: pid_t
    var session: pid_t
    /// How long it has used a processor, in hundredths of a second.
    var ticks: Int
  }

  static func status(_ folder: String) -> Status? {
    // The command is in parentheses, and may hold any character.
    guard let text = text("\(folder)/stat"), let open = text.firstIndex(of: "("),
      let close = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: close)...].split(separator: " ")
    guard fields.count > 12, let state = fields[0].first else { return nil }
    return Status(
      command: String(text[text.index(after: open)..<close]), state: state,
      parent: pid_t(fields[1]) ?? 0, session: pid_t(fields[3]) ?? 0,
      ticks: (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0))
  }

  static func status(of pid: pid_t) -> Status? { status("/proc/\(pid)") }

  /// A name that a learner knows the process by: the one that it was launched with, or its command
  /// line.
  static func name(of pid: pid_t) -> String {
    let words = (bytes("/proc/\(pid)/cmdline") ?? []).split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let program = words.first else { return status(of: pid)?.command ?? "ended" }
    if link("/proc/\(pid)/exe") == link("/proc/self/exe") {
      // `launch` gives a child its name as the one argument; other copies keep those of the test.
      return words.count == 2 ? words[1] : "a copy of the test"
    }
    let file = program.split(separator: "/").last.map(String.init) ?? program
    let line = ([file] + words.dropFirst()).joined(separator: " ")
    return line.count <= 60 ? line : line.prefix(59) + "…"
  }

  /// The open descriptors of a process, by number, with what they lead to.
  static func descriptors(of folder: String = "/proc/self") -> [Int: String] {
    var result: [Int: String] = [:]
    for number in numbers(in: "\(folder)/fd") {
      // The descriptor that read the folder is closed by now, and has no target.
      if let target = link("\(folder)/fd/\(number)") { result[number] = target }
    }
    return result
  }
}
