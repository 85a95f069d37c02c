/// Keeps the terminal readable: one story instead of three.
public enum Quiet {
  /// Prepares what this process prints; called by the start hook of the test process.
  ///
  /// Not in a sandbox. Called before `main`, on the only thread; `argc` and `argv` are those of
  /// `main`, and may be changed for it.
  public static func prepare(
    _ argc: inout CInt, _ argv: inout UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) {
  }
}
