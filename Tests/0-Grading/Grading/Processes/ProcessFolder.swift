import CPlatform
import Groundwork

/// The folder `/proc/PID` of a process, and what can be told about it in words.
struct ProcessFolder {
  let pid: pid_t

  /// The process of the test itself, if it is known.
  var test: pid_t?

  /// The processes among which the other end of a pipe is looked for.
  var relatives: [pid_t] = []

  var path: String { "/proc/\(pid)" }

  // MARK: Descriptors

  /// What a descriptor leads to: "a pipe whose write end is held by process 7 (ChildProcess-1)".
  func describe(descriptor number: Int) -> String {
    guard let target = ProcessFiles.link("\(path)/fd/\(number)") else { return "not open" }
    if target.hasPrefix("pipe:") { return describePipe(number, target) }
    if target.hasPrefix("socket:") { return describeSocket(target) }
    if target.hasPrefix("/memfd:") { return "shared memory" }
    if target == "anon_inode:[pidfd]" {
      let watched = information(of: number, "Pid:").flatMap { pid_t($0) }
      return watched.map { "a descriptor of process \($0)" } ?? "a descriptor of a process"
    }
    return target
  }

  private func describePipe(_ number: Int, _ target: String) -> String {
    let isWriter = Self.isWriter(information(of: number, "flags:"))
    let holders = holders { folder, candidate, itsTarget in
      itsTarget == target && Self.isWriter(folder.information(of: candidate, "flags:")) != isWriter
    }
    guard let holders else {
      return isWriter ? "the write end of a pipe" : "the read end of a pipe"
    }
    return "a pipe whose \(isWriter ? "read end" : "write end") is held by \(holders)"
  }

  private func describeSocket(_ target: String) -> String {
    guard let inode = UInt32(target.dropFirst("socket:[".count).dropLast()) else {
      return "a socket"
    }
    let peer = workbook_socket_peer(inode)
    guard peer != 0, let holders = holders({ _, _, itsTarget in itsTarget == "socket:[\(peer)]" })
    else { return "a socket" }
    return "a socket whose other end is held by \(holders)"
  }

  /// Which processes have a descriptor like that, in words; `nil` if none has.
  private func holders(_ isMeant: (ProcessFolder, Int, String) -> Bool) -> String? {
    let processes = [pid] + relatives.filter { $0 != pid }
    let holders = processes.compactMap { process -> String? in
      let folder = ProcessFolder(pid: process, test: test)
      let descriptors = ProcessFiles.descriptors(of: folder.path)
      guard descriptors.contains(where: { isMeant(folder, $0.key, $0.value) }) else { return nil }
      return process == pid ? "this process itself" : "process \(process) (\(folder.name))"
    }
    return holders.isEmpty ? nil : holders.joined(separator: " and ")
  }

  /// A line of `/proc/PID/fdinfo/N`, without its name.
  private func information(of number: Int, _ field: String) -> String? {
    let lines = ProcessFiles.text("\(path)/fdinfo/\(number)")?.split(separator: "\n") ?? []
    return lines.first { $0.hasPrefix(field) }.map {
      $0.dropFirst(field.count).filter { $0 != " " && $0 != "\t" }
    }
  }

  /// Whether the flags of `open`, in octal, say "write only".
  private static func isWriter(_ flags: String?) -> Bool {
    guard let flags, let value = Int32(flags, radix: 8) else { return false }
    return value & O_ACCMODE == O_WRONLY
  }

  // MARK: The process

  var name: String { pid == test ? "the test" : ProcessFiles.name(of: pid) }

  /// A system call that a thread is in: its name and arguments.
  struct Call {
    var name: String
    var arguments: [UInt64]
    var stack: UInt64
    var counter: UInt64
  }

  /// The call that a thread is blocked in; `nil` if it runs.
  func call(of thread: pid_t) -> Call? {
    let fields = (ProcessFiles.text("\(path)/task/\(thread)/syscall") ?? "")
      .split { $0 == " " || $0 == "\n" }
    guard fields.count == 9, let number = Int(fields[0]) else { return nil }
    let values = fields.dropFirst().map { UInt64($0.dropFirst(2), radix: 16) ?? 0 }
    let name = workbook_call_name(number).map { String(cString: $0) } ?? "system call \(number)"
    return Call(
      name: name, arguments: Array(values[..<6]), stack: values[6], counter: values[7])
  }
}
