internal import CPlatform

/// What a thread does at one moment.
package struct ThreadActivity: Equatable, Sendable {
  /// Whether it waits in the kernel, and uses no processor.
  package var isAsleep: Bool
  /// How often it went to sleep so far.
  package var switches: Int
}

/// Makes this process the parent of its descendants' orphans.
package func adoptOrphans() throws {
  if workbook_adopt_orphans() == -1 { throw SystemError("prctl") }
}

/// Calls `handler` at each `signal`; a call that blocks then returns EINTR and is not restarted.
package func catchWithoutRestart(
  _ signal: CInt, _ handler: @convention(c) (CInt) -> Void
) throws {
  if workbook_catch_without_restart(signal, handler) == -1 { throw SystemError("sigaction") }
}
