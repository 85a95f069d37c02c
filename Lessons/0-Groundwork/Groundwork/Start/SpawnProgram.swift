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
  public var arguments: [String]
  /// Its variables, such as "LANG=C"; those of this process if nil.
  public var environment: [String]?
  /// The folder that it works in, and where its own path starts if it is relative; this process's
  /// if nil.
  public var folder: String?
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
  public init(_ arguments: [String], environment: [String]? = nil, folder: String? = nil) {
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }
}

extension ProgramStart {
  /// Starts the program, and returns its process identifier (`posix_spawn`).
  ///
  /// A name without a slash is looked up in the folders of PATH, that of the *program's* variables.
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
    if let bad = (arguments + (environment ?? []) + [folder ?? ""]).first(where: hasNul) {
      throw SpawnError.containsNul(bad)
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
        Harness.childStarted?(pid, name, false)
        return pid
      } catch let error as SpawnError where name != path {
        // As a shell does: the next folder may have one that can be started.
        switch error {
        case .notFound: continue
        case .notExecutable: refused = refused ?? error
        default: throw error
        }
      }
    }
    throw refused ?? .notFound(name, folder: nil, searched: searchPath)
  }

  /// Where the program may be.
  private func paths(of name: String) -> [String] {
    if name.isEmpty || name.utf8.contains(UInt8(ascii: "/")) { return [name] }
    return searchPath.split(separator: ":", omittingEmptySubsequences: false).map {
      // An empty one stands for the folder that the program works in.
      $0.isEmpty ? "./\(name)" : "\($0)/\(name)"
    }
  }

  /// The folders in which programs are looked up, with colons between them.
  private var searchPath: String {
    let assigned: String? =
      if let environment {
        environment.first { $0.hasPrefix("PATH=") }.map { String($0.dropFirst(5)) }
      } else {
        getenv("PATH").map { String(cString: $0) }
      }
    return assigned ?? "/bin:/usr/bin"
  }

  private func openFolder(_ path: String) throws -> Descriptor {
    do {
      return Descriptor(closeOnExec: try check("open") { workbook_open_folder(path) })
    } catch let error as SystemError {
      throw SpawnError.badFolder(path, error)
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

  private func spawn(_ path: String, _ streams: [Descriptor?], in home: Descriptor?) throws -> pid_t
  {
    let present = streams.compactMap { $0 } + (home.map { [$0] } ?? [])
    var pid: pid_t = 0
    let number: CInt = try withNumbers(of: present, for: "posix_spawn") { numbers in
      var rest = numbers[...]
      let three = streams.map { $0 == nil ? -1 : rest.removeFirst() }
      let folder = rest.first ?? -1
      // `posix_spawn` has one number for all that can go wrong, so what can be asked is asked first.
      let reason = workbook_check_program(folder, path)
      if reason != 0 { return -reason }
      return withStrings(arguments) { arguments in
        withVariables {
          workbook_spawn_program(&pid, path, arguments, $0, three, folder, hasOwnGroup)
        }
      }
    }
    if number < 0 { throw refusal(of: path, -number) }
    if number > 0 { throw failure(of: path, number) }
    return pid
  }

  /// Why the program at `path` is not even tried.
  private func refusal(of path: String, _ number: CInt) -> SpawnError {
    switch number {
    case ENOENT, ENOTDIR: .notFound(path, folder: folder, searched: nil)
    case EACCES, EISDIR: .notExecutable(path, folder: folder, isFolder: number == EISDIR)
    default: .system(SystemError("stat", number: number, detail: "Of \(path)."))
    }
  }

  /// Why a program that is there, and executable, was not started.
  private func failure(of path: String, _ number: CInt) -> SpawnError {
    switch number {
    case ENOENT: .noInterpreter(path)
    case EACCES: .notExecutable(path, folder: folder, isFolder: false)
    case ENOEXEC: .notAProgram(path)
    case E2BIG: .tooLong(arguments[0])
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

private func hasNul(_ string: String) -> Bool { string.utf8.contains(0) }

/// Calls `body` with a null-terminated list of C strings.
private func withStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}

/// The variables of this process, such as "LANG=C".
///
/// They are read without a lock: no other thread may change them meanwhile (`setenv`).
public func currentVariables() -> [String] {
  var all: [String] = []
  var next = workbook_environment()
  while let entry = next?.pointee {
    all.append(String(cString: entry))
    next = next?.successor()
  }
  return all
}
