// Mistake: The count is not handed out: a target that returns exits with 0.
// Caught by: Each of ten children counts one element
// Verdict: failed

import Groundwork

/// A list that every process has for itself.
///
/// The compiler refuses a global variable that two threads could change at once.
/// `nonisolated(unsafe)` tells it that no two threads do. Processes need no such care: this is what
/// the exercise shows.
public nonisolated(unsafe) var globalList: [String] = []

/// Appends one element to `globalList`, in a child.
public struct AppendToGlobalList: ProcessTarget {
  let element: String

  /// Makes a target that appends `element`.
  public init(_ element: String) {
    self.element = element
  }

  /// Appends the element to `globalList`, and exits with the number of elements in it.
  public func run() {
    globalList.append(element)
  }
}

/// Lets one child for each element append it to `globalList`, and waits until all have ended.
///
/// How long is the list in each child, and how long is it here? The answer surprises those who come
/// from threads.
///
/// - Parameter elements: What to append; `AppendToGlobalList` appends one of them.
/// - Returns: The children, joined, in the order of `elements`.
/// - Throws: What `start` and `join` throw.
public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  let children = elements.map { element in
    ChildProcess(AppendToGlobalList(element), name: "Append \(element)")
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return children
}
