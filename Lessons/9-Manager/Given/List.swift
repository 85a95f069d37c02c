import Groundwork

/// A list in a manager's server.
///
/// A copy is the same list. Codable while a child is started or a message is sent.
///
/// ```swift
/// let manager = try Manager()
/// let names = try manager.list(["Ada"])
/// try names.append("Alan")
/// try names.set(at: 0, to: "Grace")
/// print(try names.contents)  // ["Grace", "Alan"]
/// try manager.close()
/// ```
public struct RemoteList<Element: Codable & Sendable>: Sendable, Codable {
  package let object: RemoteObject<[Element]>

  /// A handle of the list that is this object.
  package init(object: RemoteObject<[Element]>) {
    self.object = object
  }
}

extension Manager {
  /// Makes a shared list.
  ///
  /// - Parameter elements: What it begins with.
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func list<Element>(_ elements: [Element]) throws -> RemoteList<Element> {
    RemoteList(object: try share(elements))
  }
}

extension RemoteList {
  /// A copy of all elements, as they are at one moment.
  ///
  /// - Throws: `ManagerError`.
  public var contents: [Element] {
    get throws { try object.perform(ListContents()) }
  }
}

/// Gets all of a list.
struct ListContents<Element: Codable & Sendable>: RemoteOperation {
  func run(on state: inout [Element]) -> [Element] { state }
}

/// Appends one element to a shared list, in a child.
///
/// ```swift
/// let manager = try Manager()
/// let names = try manager.list(["Ada"])
/// let child = ChildProcess(AppendToRemoteList("Alan", to: names))
/// try child.start()
/// try child.join()
/// print(try names.contents)  // ["Ada", "Alan"]
/// try manager.close()
/// ```
public struct AppendToRemoteList: ProcessTarget {
  let element: String
  let list: RemoteList<String>

  /// Makes a target that appends `element` to `list`.
  public init(_ element: String, to list: RemoteList<String>) {
    self.element = element
    self.list = list
  }
}
