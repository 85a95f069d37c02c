// Mistake: One child appends all elements.
// Caught by: Each element has a process of its own
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var globalList: [String] = []

public struct AppendToGlobalList: ProcessTarget {
  let element: String

  public init(_ element: String) {
    self.element = element
  }

  public func run() {
    globalList.append(element)
    exit(CInt(globalList.count))
  }
}

public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  guard let first = elements.first else { return [] }
  let child = ChildProcess(AppendToGlobalList(first), name: "Append")
  try child.start()
  try child.join()
  return elements.map { _ in child }
}
