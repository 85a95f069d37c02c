internal import CPlatform

/// How a launched child comes up.
package enum StartHook {
  /// Whether this program has the hook, so that a child of it will run its target.
  package nonisolated(unsafe) static var hasRun = false

  /// What the program was called by, `argv[0]`.
  nonisolated(unsafe) static var programName: String?
}

/// The start hook: runs before `main`, on the only thread.
///
/// Returns unless this process is a child.
@_cdecl("workbook_child_hook")
func childHook(
  _ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
  _ envp: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) {
  StartHook.hasRun = true
  StartHook.programName = argv.pointee.map { String(cString: $0) }
  guard let value = take(StartData.variable) else { return }
  let record = take(StartData.recordVariable)
  if let name = StartHook.programName?.split(separator: "/").last {
    workbook_set_command_name(String(name))
  }
  do {
    runChild(try decodeTarget(startData: CInt(value) ?? -1, record: record.flatMap { CInt($0) }))
  } catch is StartData.Missing {
    writeError(
      """
      \(StartData.variable) is set to "\(value)", but `launch` did not set it for this process: \
      unset it to run the program itself.
      """)
    exit(ExitCode.usage)
  } catch {
    failChild(error)
  }
}

/// The value of a variable, which is removed: programs that this process starts must not see it.
private func take(_ variable: String) -> String? {
  guard let value = getenv(variable) else { return nil }
  defer { unsetenv(variable) }
  return String(cString: value)
}

/// Reads what the parent wrote, and makes the target of it.
///
/// Nothing of the start data is left open or mapped when this returns.
private func decodeTarget(startData number: CInt, record: CInt?) throws -> any ProcessTarget {
  try StartData.read(from: number) { table, typeName, name, bytes in
    CurrentProcess.launchedName = name
    close(number)
    if table.hasLifeline { try endWithParent(table.lifeline) }
    if let record { adoptRecord(record) }
    let received = (0..<CInt(table.attachments)).map {
      Descriptor(owning: table.firstAttachment + $0)
    }
    // The parent saw to it that the type can be found: this is the start data of another program.
    guard let type = _typeByName(typeName) as? any ProcessTarget.Type else {
      throw StartData.Missing()
    }
    return try decode(type, Attachments(received: received), bytes)
  }
}

private func decode<Target: ProcessTarget>(
  _ type: Target.Type, _ attachments: Attachments, _ bytes: UnsafeRawBufferPointer
) throws -> any ProcessTarget {
  var decoder = WireDecoder()
  if let key = Attachments.key { decoder.userInfo[key] = attachments }
  return try decoder.decode(type, from: bytes)
}

/// Keeps the grader's record, out of the way of the numbers that the target sees.
private func adoptRecord(_ number: CInt) {
  let kept = Harness.recordOutOfTheWay(number)
  if kept != number { close(number) }
  Harness.record = Descriptor(closeOnExec: kept)
  workbook_call_record_hook(kept)
}

/// Runs the target, and exits.
private func runChild(_ target: any ProcessTarget) -> Never {
  do {
    if let asynchronous = target as? any AsyncProcessTarget { serveMainActor(asynchronous) }
    try target.run()
  } catch {
    failChild(error)
  }
  exit(0)
}

/// Ends the process as an uncaught error does.
private func failChild(_ error: any Error) -> Never {
  writeError("\(CurrentProcess.name): \(error)")
  exit(ExitCode.uncaughtError)
}

/// Runs an asynchronous target while this thread, the main one, serves the main actor.
private func serveMainActor(_ target: any AsyncProcessTarget) -> Never {
  Task {
    do {
      try await target.runAsync()
    } catch {
      failChild(error)
    }
    exit(0)
  }
  drainMainQueue()
}

/// What the compiler calls for an `async` `main`.
@_silgen_name("swift_task_asyncMainDrainQueue")
private func drainMainQueue() -> Never

/// Starts a thread that kills this process once its parent has ended.
///
/// Not `PR_SET_PDEATHSIG`: that signal comes when the *thread* that started the child ends. The
/// lifeline was opened by the parent for itself, so that there is no moment at which the parent could
/// end unnoticed, nor another process be taken for it.
private func endWithParent(_ lifeline: CInt) throws {
  _ = fcntl(lifeline, F_SETFD, FD_CLOEXEC)
  let error = workbook_end_with(lifeline)
  if error != 0 { throw SystemError("pthread_create", number: error) }
}
