import Glibc

/// Starts a child process that runs `target`, and returns its process identifier.
///
/// The child is this executable, started again; `main` is not reached in it.
/// The caller owns the child: it must be waited for.
///
/// - Parameters:
///   - target: What the child runs. Its type must be visible by name: internal or public.
///   - name: The child's name, `CurrentProcess.name` there.
///   - endsWithParent: Whether the child is ended as soon as this process has ended.
/// - Throws: `LaunchError`, before anything is started.
public func launch(
  _ target: some ProcessTarget, name: String, endsWithParent: Bool = false
) throws -> pid_t {
  fatalError("to be written")
}
