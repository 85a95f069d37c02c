import Groundwork

/// Runs when the gun is fired.
public struct Sprinter: ProcessTarget {
  let number: Int
  let gun: SharedEvent

  /// Makes a target that waits for `gun`.
  public init(_ number: Int, gun: SharedEvent) {
    self.number = number
    self.gun = gun
  }

  /// Waits until the gun is fired, and then prints the line "NUMBER runs".
  public func run() {
    todo("Wait until the event is set, then print the line.")
  }
}

/// Lets sprinters race, each in a child process: they wait for the gun, and run at the same time.
///
/// The gun is fired when all have been started. All have ended when this returns.
///
/// - Parameters:
///   - count: How many sprinters there are, at least one; their numbers are 1, 2 and so on.
///   - gun: An event that is not set; firing the gun sets it.
/// - Throws: What `start` and `join` throw.
public func startRace(of count: Int, with gun: SharedEvent) throws {
  todo("Start all sprinters, fire the gun, and wait for all of them.")
}
