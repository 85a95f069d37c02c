import Groundwork

/// A target that waits at the starting line until the gun is fired, and runs then.
///
/// ```swift
/// func start<Target: ProcessTarget>(_ target: Target) throws {
///   let gun = try SharedEvent()
///   let child = ChildProcess(try Runner(target, gun: gun))
///   try child.start()
///   gun.set()
///   try child.join()
/// }
/// ```
public struct Runner<Target: ProcessTarget>: ProcessTarget {
  /// What runs in the end.
  public let target: Target
  /// Set by the runner once it is at the line; nobody clears it.
  package let isReady: SharedEvent
  /// Set once, for all runners; nobody clears it.
  package let gun: SharedEvent

  /// Makes a runner that will run `target` once `gun` is set.
  ///
  /// - Throws: `SystemError`, if there is no memory.
  public init(_ target: Target, gun: SharedEvent) throws {
    self.target = target
    self.gun = gun
    isReady = try SharedEvent()
  }
}
