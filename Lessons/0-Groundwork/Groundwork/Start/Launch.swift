internal import CPlatform

/// Starts a child process that runs `target`, and returns its process identifier.
///
/// The child is this executable, started again (`posix_spawn`); `main` is not reached in it. What is
/// buffered for standard output and error is written first, so that it comes before what the child
/// prints. If another thread is stuck in printing, it isn't waited for: the child may then come first.
///
/// The child has this process's environment, folder and process group, the descriptors 0 to 2, those
/// that `target` carries, and no others. Its signals are neither blocked nor ignored nor handled.
/// The environment is read without a lock: no other thread may change it meanwhile (`setenv`).
///
/// The caller owns the child: it must be waited for (`waitpid`), or it stays a zombie. If SIGCHLD is
/// ignored in this process, the system drops the exit status, and waiting fails with ECHILD.
///
/// - Parameters:
///   - target: What the child runs. Its type must be visible by name: internal or public.
///   - name: The child's name: `CurrentProcess.name` there, and its first argument in `ps`.
///   - endsWithParent: Whether the child is killed as soon as this process has ended, also when this
///     one is killed. A thread of the child sees to that.
/// - Returns: The process identifier of the child.
/// - Throws: `LaunchError`; nothing was started then, and nothing is left open.
public func launch(
  _ target: some ProcessTarget, name: String, endsWithParent: Bool = false
) throws -> pid_t {
  guard StartHook.hasRun else { throw LaunchError.noStartHook }
  // The dynamic type: of a class, the child is to run the subclass.
  let type = type(of: target)
  let attachments = Attachments()
  do {
    let data = StartData(
      table: .init(hasLifeline: endsWithParent, attachments: 0),
      typeName: Array(try reachableName(of: type).utf8), name: Array(name.utf8),
      target: try encode(target, attachments)[...])
    return try spawn(data, attachments.descriptors)
  } catch let error as SystemError {
    throw LaunchError.system(error)
  }
}

/// The name by which the child finds `type`.
private func reachableName(of type: any ProcessTarget.Type) throws -> String {
  // A type that can't be found by name has a mangled name all the same: look whether it leads back.
  guard let name = _mangledTypeName(type), _typeByName(name) == type else {
    throw LaunchError.unreachableType(readableName(of: type))
  }
  return name
}

/// `Greeter`, where the runtime says `Module.(unknown context at $55d0).Greeter`.
private func readableName(of type: any Any.Type) -> String {
  var name = Substring(String(reflecting: type))
  var readable = ""
  while let context = name.firstRange(of: "(unknown context at $"),
    let end = name[context.upperBound...].firstRange(of: ").")
  {
    // The module, or the type around it, ends at the dot before.
    readable += name[..<context.lowerBound]
    name = name[end.upperBound...]
  }
  readable += name
  let module = readable.prefix { $0 != "." } + "."
  return readable.replacing(module, with: "")
}

private func encode(_ target: some ProcessTarget, _ attachments: Attachments) throws -> [UInt8] {
  var encoder = WireEncoder()
  if let key = Attachments.key { encoder.userInfo[key] = attachments }
  do {
    return try encoder.encode(target)
  } catch {
    throw LaunchError.unencodable("\(type(of: target))", error)
  }
}

private func spawn(_ startData: StartData, _ carried: [Descriptor]) throws -> pid_t {
  var data = startData
  data.table.attachments = carried.count
  // The order of `StartData.Table`.
  var descriptors = [try data.write()]
  if data.table.hasLifeline {
    descriptors.append(Descriptor(closeOnExec: try check("pidfd_open") { workbook_lifeline() }))
  }
  descriptors += carried
  var variables = ["\(StartData.variable)=\(StartData.Table.startData)"]
  if let record = Harness.record {
    variables.append("\(StartData.recordVariable)=\(data.table.end)")
    descriptors.append(record)
  }

  workbook_flush_output()
  var pid: pid_t = 0
  let error = try withNumbers(of: descriptors, for: "posix_spawn") { numbers in
    withArguments(name: String(decoding: data.name, as: UTF8.self)) { arguments in
      withEnvironment(adding: variables) { environment in
        workbook_spawn(&pid, arguments, environment, numbers, CInt(numbers.count))
      }
    }
  }
  if error != 0 {
    throw SystemError("posix_spawn", number: error, detail: "Of /proc/self/exe.")
  }
  Harness.childStarted?(
    pid, String(decoding: data.name, as: UTF8.self), data.table.hasLifeline)
  return pid
}

private typealias CStrings = [UnsafeMutablePointer<CChar>?]

/// The child's arguments: how this program was called, then the child's name.
private func withArguments<Result>(name: String, _ body: (CStrings) -> Result) -> Result {
  let own =
    workbook_needs_own_arguments()
    ? CommandLine.arguments : [StartHook.programName ?? CommandLine.arguments.first ?? "workbook"]
  var strings: CStrings = (own + [name]).map { strdup($0) }
  defer { strings.forEach { free($0) } }
  strings.append(nil)
  return body(strings)
}

/// The child's variables: those of this process, and `variables`.
private func withEnvironment<Result>(
  adding variables: [String], _ body: (CStrings) -> Result
) -> Result {
  let added: CStrings = variables.map { strdup($0) }
  defer { added.forEach { free($0) } }
  var strings: CStrings = []
  var next = workbook_environment()
  while let entry = next?.pointee {
    let isOurs = [StartData.variable, StartData.recordVariable].contains {
      strncmp(entry, $0 + "=", $0.utf8.count + 1) == 0
    }
    if !isOurs { strings.append(entry) }
    next = next?.successor()
  }
  return body(strings + added + [nil])
}
