import Groundwork

/// The list. Is there one, or are there eleven?
///
/// Swift wants to know that no two threads change a global variable at once; `nonisolated(unsafe)`
/// answers for it. Only one thread of each process comes here.
public nonisolated(unsafe) var familyList: [Int] = []

/// Appends a number to `familyList`.
public struct AddToList: ProcessTarget {
  let number: Int

  /// Makes a target that appends `number`.
  public init(_ number: Int) {
    self.number = number
  }

  /// Appends the number to `familyList`, and prints the whole list, such as "[7]".
  public func run() {
    todo("Append the number, and print the list.")
  }
}

/// Lets ten children append a number each: the numbers 1 to 10.
///
/// All children run at the same time, and have ended when this returns.
///
/// - Returns: `familyList`, as this process sees it then.
/// - Throws: What `start` and `join` throw.
public func addInTenChildren() throws -> [Int] {
  todo("Start ten children, wait for all, and return the list.")
}
