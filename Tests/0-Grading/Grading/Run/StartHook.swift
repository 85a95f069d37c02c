import CPlatform
import Groundwork

/// The start hook of every test binary: runs before `main`, on the only thread.
///
/// The template stays here, and makes copies of itself. A copy, or a process that was started as a
/// sandbox, splits in two: the guard, which never returns from here, and the test's process, which
/// does, and goes on to run the one test.
@_cdecl("workbook_sandbox_hook")
func sandboxHook(
  _ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
  _ envp: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) {
  // A child of a test comes by here thousands of times, and nothing concerns it.
  guard getenv("WORKBOOK_START") == nil else { return }
  guard let role = getenv(SandboxSetup.variable).map({ String(cString: $0) }) else {
    let arguments = (1..<max(1, Int(argc))).compactMap { argv[$0].map { String(cString: $0) } }
    if case .swiftTesting = Invocation(arguments: arguments) { Guards.starter = .current }
    return Quiet.prepare(argc, argv)
  }
  if role == Template.role { Template.serve(argc, argv) }
  // Asked again: a copy of the template has variables of its own.
  let token = getenv(SandboxSetup.variable).flatMap { UInt32(String(cString: $0)) }
  // Neither the test nor a child of it is to see the variable.
  unsetenv(SandboxSetup.variable)
  SandboxSetup.split(token: token ?? 0)
}

/// Called in each child that `launch` starts below a sandbox.
@_cdecl("workbook_record_hook")
func recordHook(_ descriptor: CInt) {
  guard let record = Record(descriptor: descriptor) else { return }
  SandboxSetup.use(record)
}
