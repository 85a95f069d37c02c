import CPlatform
import Groundwork

/// A process of the test binary that has stopped before `main`, of which each guard is a copy.
///
/// To load the binary with its libraries takes longer than many a test. Here it is done once. A copy
/// begins as a process that was started for its test: no test ran in the template, it has one thread,
/// and the copy gets its own arguments and variables before anything reads them.
///
/// The template does nothing but copy itself. It ends when the grader does.
struct Template {
  /// What `SandboxSetup.variable` is set to in a template.
  static let role = "template"

  let pid: pid_t
  /// The socket to the process.
  private let control: CInt

  // MARK: In the grader

  /// Starts a template; `nil` if that fails.
  ///
  /// - Parameters:
  ///   - arguments: As many as a copy will have.
  ///   - environment: Those of the first copy; a variable says that this is no copy.
  init?(arguments: [String], environment: [ProgramText]) {
    var ends: [CInt] = [-1, -1]
    guard workbook_socket_pair(&ends) == 0 else { return nil }
    let others = environment.filter { $0.variable?.name.text != SandboxSetup.variable }
    // What the loader finds at once, no copy has to look for.
    let own: [ProgramText] = ["\(SandboxSetup.variable)=\(Self.role)", "LD_BIND_NOW=1"]
    let started = Guards.spawn(
      arguments: arguments, environment: others + own, descriptors: [ends[1]])
    close(ends[1])
    guard let started else {
      close(ends[0])
      return nil
    }
    (pid, control) = (started, ends[0])
  }

  /// Has a copy made, which is a child of this process; `nil` if there is no answer.
  ///
  /// - Parameters:
  ///   - arguments: Those of the copy.
  ///   - environment: All variables of the copy.
  ///   - descriptors: The copy has them as its numbers 3, 4, …
  /// - Returns: The copy's process identifier.
  func copy(arguments: [String], environment: [ProgramText], descriptors: [CInt]) -> pid_t? {
    let request = Request(arguments: arguments, environment: environment, descriptors: descriptors)
    var copy: pid_t = -1
    guard request.send(to: control),
      Sandbox.waitUntilReadable(control, .seconds(10) * Sandbox.patience),
      read(control, &copy, MemoryLayout<pid_t>.size) == MemoryLayout<pid_t>.size, copy > 0
    else { return nil }
    return copy
  }

  /// Ends the process.
  func end() {
    close(control)
    kill(pid, SIGKILL)
    while waitpid(pid, nil, 0) < 0, errno == EINTR {}
  }

  // MARK: In the template

  // The grader passes it, and no other above 2.
  private static let socket: CInt = 3

  /// Makes copies of this process until the grader wants no more.
  ///
  /// Must be called before `main`, on the only thread. Returns in the copies only.
  static func serve(_ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) {
    while let request = Request.receive(from: socket) {
      var copy = workbook_copy_beside()
      if copy == 0 { return become(request, argc, argv) }
      for descriptor in request.descriptors { close(descriptor) }
      guard write(socket, &copy, MemoryLayout<pid_t>.size) > 0 else { break }
    }
    _exit(0)
  }

  /// Gives a copy what it would have if it had been started.
  private static func become(
    _ request: Request, _ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) {
    guard request.arguments.count == argc else { _exit(64) }
    for (index, argument) in request.arguments.enumerated() { argv[index] = strdup(argument) }
    for case let (name, _)? in currentVariables().map(\.variable) {
      if let name = name.copy() {
        unsetenv(name)
        free(name)
      }
    }
    for variable in request.environment { if let copy = variable.copy() { putenv(copy) } }
    // They came with higher numbers: in this order, none is overwritten before its turn.
    close(socket)
    for (index, descriptor) in request.descriptors.enumerated() {
      dup2(descriptor, socket + CInt(index))
    }
    workbook_close_range(UInt32(socket) + UInt32(request.descriptors.count), .max)
  }
}

/// What a copy of the template is to have.
private struct Request {
  var arguments: [String]
  var environment: [ProgramText]
  var descriptors: [CInt]

  /// Two numbers of 32 bits, the bytes of text and how many arguments there are, then the text:
  /// arguments and variables, a zero after each.
  func send(to socket: CInt) -> Bool {
    let strings = arguments.map { ProgramText($0) } + environment
    let text: [UInt8] = strings.flatMap { $0.bytes + [0] }
    let numbers = [UInt32(text.count), UInt32(arguments.count)]
    var rest = (numbers.withUnsafeBytes { Array($0) } + text)[...]
    var carried = descriptors
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        workbook_send(socket, $0.baseAddress, $0.count, carried, CInt(carried.count))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
      carried = []
    }
    return true
  }

  /// Waits for one; `nil` at the end.
  static func receive(from socket: CInt) -> Request? {
    var request = Request(arguments: [], environment: [], descriptors: [])
    guard let numbers = request.take(8, from: socket) else { return nil }
    let (size, count) = numbers.withUnsafeBytes {
      ($0.load(as: UInt32.self), $0.load(fromByteOffset: 4, as: UInt32.self))
    }
    guard let text = request.take(Int(size), from: socket) else { return nil }
    let strings = text.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { ProgramText(bytes: $0) }
    request.arguments = strings.prefix(Int(count)).map(\.text)
    request.environment = Array(strings.dropFirst(Int(count)))
    return request
  }

  /// Receives so many bytes, and the descriptors that come beside them.
  private mutating func take(_ size: Int, from socket: CInt) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    var numbers = [CInt](repeating: -1, count: Int(WORKBOOK_MOST_DESCRIPTORS))
    while done < size {
      var numberCount: CInt = 0
      let count = bytes[done...].withUnsafeMutableBytes {
        workbook_receive(socket, $0.baseAddress, $0.count, &numbers, &numberCount)
      }
      descriptors += numbers.prefix(Int(numberCount))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      done += count
    }
    return bytes
  }
}
