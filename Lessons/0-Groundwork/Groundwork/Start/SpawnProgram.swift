internal import CPlatform

/// A program to start: what it is told, and what it shares with this process.
///
/// It has the descriptors 0 to 2 as said here, and no others, whatever else is open in this process.
/// Its signals are neither blocked nor ignored nor handled: SIGPIPE ends it, as it should.
///
/// ```swift
/// var start = ProgramStart(["ls", "-l"], folder: "/")
/// start.input = .null
/// start.error = .null
/// let pid = try start.spawn()
/// waitpid(pid, nil, 0)
/// ```
public struct ProgramStart: Sendable {
  /// What the program has as one of its descriptors 0 to 2.
  public enum Stream: Sendable {
    /// What this process has there.
    case inherited
    /// Nothing: it is at the end when read, and forgets what is written (`/dev/null`).
    case null
    /// This descriptor, which stays open here, too.
    case descriptor(Descriptor)
  }

  /// The program, a name or a path, and what it is told.
  public var arguments: [ProgramText]
  /// Its variables, such as "LANG=C"; those of this process if nil.
  public var environment: [ProgramText]?
  /// The folder that it works in, and where its own path starts if it is relative; this process's
  /// if nil.
  public var folder: ProgramText?
  /// Descriptor 0.
  public var input = Stream.inherited
  /// Descriptor 1.
  public var output = Stream.inherited
  /// Descriptor 2.
  public var error = Stream.inherited
  /// Whether it leads a process group of its own, whose number is its process identifier.
  ///
  /// A signal can be sent to all of the group. Ctrl-C at the terminal is not sent to it, and it may
  /// not read from the terminal.
  public var hasOwnGroup = false

  /// Describes a start of `arguments` with all that this process has.
  ///
  /// - Parameters:
  ///   - arguments: The program, a name or a path, and what it is told.
  ///   - environment: Its variables, such as "LANG=C"; those of this process if nil.
  ///   - folder: The folder that it works in; this process's if nil.
  @_disfavoredOverload  // An empty list is one of strings.
  public init(
    _ arguments: [ProgramText], environment: [ProgramText]? = nil, folder: ProgramText? = nil
  ) {
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }

  /// Describes a start of `arguments`, which are text, with all that this process has.
  ///
  /// - Parameters:
  ///   - arguments: The program, a name or a path, and what it is told.
  ///   - environment: Its variables, such as "LANG=C"; those of this process if nil.
  ///   - folder: The folder that it works in; this process's if nil.
  public init(_ arguments: [String], environment: [String]? = nil, folder: String? = nil) {
    self.init(
      arguments.map { ProgramText($0) }, environment: environment?.map { ProgramText($0) },
      folder: folder.map { ProgramText($0) })
  }
}

extension ProgramStart {
  /// Starts the program, and returns its process identifier (`posix_spawn`).
  ///
  /// A name without a slash is looked up in the folders of PATH, that of the *program's* variables. A
  /// file there that can't be started, or looked at, is passed over: only if there is no other one,
  /// the error tells of the first of them. If somebody has the file open for writing (ETXTBSY), it is
  /// tried again for about a second: a program that was written just now may be open for a moment
  /// in a child that another thread is starting.
  ///
  /// What is buffered for standard output and error is written first, so that it comes before what
  /// the program prints. If another thread is stuck in printing, it isn't waited for. The environment is
  /// read without a lock: no other thread may change it meanwhile (`setenv`).
  ///
  /// The caller owns the child: it must be waited for (`waitpid`), or it stays a zombie.
  ///
  /// - Returns: The process identifier of the child.
  /// - Throws: `SpawnError`; nothing was started then, and nothing is left open.
  public func spawn() throws -> pid_t {
    do {
      return try spawnFirst()
    } catch let error as SystemError {
      throw SpawnError.system(error)
    }
  }

  private func spawnFirst() throws -> pid_t {
    guard let name = arguments.first else { throw SpawnError.noArguments }
    let all = arguments + (environment ?? []) + [folder ?? ""]
    if let bad = all.first(where: { $0.bytes.contains(0) }) {
      throw SpawnError.containsNul(bad.text)
    }
    let home = try folder.map(openFolder)
    defer { home?.close() }
    let streams = try openStreams()
    defer { for case (let stream?, true) in streams { stream.close() } }

    workbook_flush_output()
    var refused: SpawnError?
    for path in paths(of: name) {
      do {
        let pid = try spawn(path, streams.map(\.0), in: home)
        Harness.childStarted?(pid, name.text, false)
        return pid
      } catch let error as SpawnError where name != path && error.isAboutOneFile {
        // The next folder may have one that can be started.
        if case .notFound = error { continue }
        refused = refused ?? error
      }
    }
    throw refused ?? .notFound(name.text, folder: nil, searched: searchPath.text)
  }

  /// Where the program may be.
  private func paths(of name: ProgramText) -> [ProgramText] {
    if name.bytes.isEmpty || name.bytes.contains(UInt8(ascii: "/")) { return [name] }
    let folders = searchPath.bytes.split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return folders.map {
      // An empty one stands for the folder that the program works in.
      $0.isEmpty ? "./\(name)" : "\(ProgramText(bytes: $0))/\(name)"
    }
  }

  /// The folders in which programs are looked up, with colons between them.
  private var searchPath: ProgramText {
    let assigned: ProgramText? =
      if let environment {
        environment.lazy.compactMap(\.variable).first { $0.name == "PATH" }?.value
      } else {
        getenv("PATH").map { ProgramText(cString: $0) }
      }
    return assigned ?? "/bin:/usr/bin"
  }

  private func openFolder(_ path: ProgramText) throws -> Descriptor {
    do {
      return Descriptor(
        closeOnExec: try check("open") { path.withCString { workbook_open_folder($0) } })
    } catch let error as SystemError {
      throw SpawnError.badFolder(path.text, error)
    }
  }

  /// The descriptors to hand over, nil for inherited ones; and whether to close them afterwards.
  private func openStreams() throws -> [(Descriptor?, Bool)] {
    var null: Descriptor?
    return try [input, output, error].map { stream in
      switch stream {
      case .inherited: return (nil, false)
      case .descriptor(let descriptor): return (descriptor, false)
      case .null:
        // One is enough for all three.
        if let null { return (null, false) }
        let opened = Descriptor(
          closeOnExec: try check("open", detail: "Of /dev/null.") {
            open("/dev/null", O_RDWR | O_CLOEXEC)
          })
        null = opened
        return (opened, true)
      }
    }
  }

  private func spawn(
    _ path: ProgramText, _ streams: [Descriptor?], in home: Descriptor?
  ) throws -> pid_t {
    let present = streams.compactMap { $0 } + (home.map { [$0] } ?? [])
    var pid: pid_t = 0
    let number: CInt = try withNumbers(of: present, for: "posix_spawn") { numbers in
      var rest = numbers[...]
      let three = streams.map { $0 == nil ? -1 : rest.removeFirst() }
      let folder = rest.first ?? -1
      // `posix_spawn` has one number for all that can go wrong, so what can be asked is asked first.
      return path.withCString { path in
        let reason = workbook_check_program(folder, path)
        if reason != 0 { return -reason }
        return withStrings(arguments) { arguments in
          withVariables { variables in
            tryAgainIfBusy {
              workbook_spawn_program(&pid, path, arguments, variables, three, folder, hasOwnGroup)
            }
          }
        }
      }
    }
    if number < 0 { throw refusal(of: path.text, -number) }
    if number > 0 { throw failure(of: path.text, number) }
    return pid
  }

  /// Calls `start` again while somebody has the program's file open for writing (ETXTBSY), but no
  /// more than ten times; sleeps longer and longer between them, a second in all.
  private func tryAgainIfBusy(_ start: () -> CInt) -> CInt {
    for exponent in 0..<10 {
      let number = start()
      if number != ETXTBSY { return number }
      SpawnSeam.beforeNextTry?()
      usleep(1_000 << exponent)
    }
    return start()
  }

  /// Why the program at `path` is not even tried.
  private func refusal(of path: String, _ number: CInt) -> SpawnError {
    switch number {
    case ENOENT, ENOTDIR: .notFound(path, folder: folder?.text, searched: nil)
    case EACCES, EISDIR: .notExecutable(path, folder: folder?.text, isFolder: number == EISDIR)
    default: .system(SystemError("stat", number: number, detail: "Of \(path)."))
    }
  }

  /// Why a program that is there, and executable, was not started.
  private func failure(of path: String, _ number: CInt) -> SpawnError {
    switch number {
    case ENOENT: .noInterpreter(path)
    case EACCES: .notExecutable(path, folder: folder?.text, isFolder: false)
    case ENOEXEC: .notAProgram(path)
    case E2BIG: .tooLong(arguments[0].text)
    default: .system(SystemError("posix_spawn", number: number, detail: "Of \(path)."))
    }
  }

  private func withVariables<Result>(
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
  ) -> Result {
    guard let environment else { return body(UnsafePointer(workbook_environment())) }
    return withStrings(environment) { strings in
      strings.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}

extension SpawnError {
  /// Whether another file might be started where this one can't.
  fileprivate var isAboutOneFile: Bool {
    switch self {
    case .notFound, .notExecutable, .notAProgram, .noInterpreter: true
    // What this process lacks, it lacks for the next one, too.
    case .system(let error): ![EAGAIN, ENOMEM, EMFILE, ENFILE].contains(error.number)
    case .noArguments, .containsNul, .tooLong, .badFolder: false
    }
  }
}

/// Where tests step in between two steps of a start.
package enum SpawnSeam {
  /// Called before a program whose file is open for writing is tried again.
  package nonisolated(unsafe) static var beforeNextTry: (() -> Void)?
}

extension ProgramText {
  fileprivate func withCString<Result>(
    _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    // An array is handed to a function as a pointer, for as long as the call lasts.
    try body((bytes + [0]).map { CChar(bitPattern: $0) })
  }
}

/// Calls `body` with a null-terminated list of C strings.
private func withStrings<Result>(
  _ strings: [ProgramText], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { $0.copy() }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}

/// The variables of this process, such as "LANG=C".
///
/// They are read without a lock: no other thread may change them meanwhile (`setenv`).
public func currentVariables() -> [ProgramText] {
  var all: [ProgramText] = []
  var next = workbook_environment()
  while let entry = next?.pointee {
    all.append(ProgramText(cString: entry))
    next = next?.successor()
  }
  return all
}
