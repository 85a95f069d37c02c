import Groundwork

/// A dictionary in a manager's server.
///
/// A copy is the same dictionary. Codable while a child is started or a message is sent.
///
/// ```swift
/// let manager = try Manager()
/// let ages = try manager.dictionary(["Ada": 36])
/// try ages.set("Alan", to: 41)
/// try ages.update("Ada") { age in age? += 1 }
/// print(try ages.get("Ada") ?? 0)  // 37
/// try manager.close()
/// ```
public struct RemoteDictionary<Key, Value>: Sendable, Codable
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  package let object: RemoteObject<DictionaryState<Key, Value>>

  /// A handle of the dictionary that is this object.
  package init(object: RemoteObject<DictionaryState<Key, Value>>) {
    self.object = object
  }
}

/// What a remote dictionary is in the server.
package struct DictionaryState<Key, Value>: Codable, Sendable
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  /// A value, and the number of the change that put it there.
  private struct Stored: Codable, Sendable {
    let value: Value
    let stamp: Int
  }

  private var stored: [Key: Stored] = [:]
  private var changes = 0

  /// Makes a dictionary that begins with these values.
  package init(_ values: [Key: Value]) {
    for (key, value) in values { self[key] = value }
  }

  /// The value for `key`; nil if there is none.
  package subscript(_ key: Key) -> Value? {
    get { stored[key]?.value }
    set {
      changes += 1
      stored[key] = newValue.map { Stored(value: $0, stamp: changes) }
    }
  }

  /// Another number after each change of the value for `key`; 0 if there is none.
  package func stamp(of key: Key) -> Int { stored[key]?.stamp ?? 0 }

  /// All keys and values.
  package var contents: [Key: Value] { stored.mapValues(\.value) }
}

extension Manager {
  /// Makes a shared dictionary.
  ///
  /// - Parameter values: What it begins with.
  /// - Returns: A handle of it.
  /// - Throws: `ManagerError`.
  public func dictionary<Key, Value>(
    _ values: [Key: Value]
  ) throws -> RemoteDictionary<Key, Value> {
    RemoteDictionary(object: try share(DictionaryState(values)))
  }
}

extension RemoteDictionary {
  /// A copy of all keys and values, as they are at one moment.
  ///
  /// - Throws: `ManagerError`.
  public var contents: [Key: Value] {
    get throws { try object.perform(DictionaryContents()) }
  }
}

// The request that is made most often is short: the key alone travels, without the name of its
// property. What the compiler would write for `Codable` does the same, and takes longer.
extension GetValue {
  /// Writes the key.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(key)
  }

  /// Reads the key.
  package init(from decoder: any Decoder) throws {
    self.init(key: try decoder.singleValueContainer().decode(Key.self))
  }
}

/// Gets all of a dictionary.
struct DictionaryContents<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  func run(on state: inout DictionaryState<Key, Value>) -> [Key: Value] { state.contents }
}

/// A value that was seen in a dictionary, and the stamp of its key at that moment.
package struct Seen<Value: Codable & Sendable>: Codable, Sendable {
  /// The value; nil if there was none.
  package let value: Value?
  /// The stamp of the key; 0 if there was no value.
  package let stamp: Int

  /// Remembers what was seen.
  package init(value: Value?, stamp: Int) {
    self.value = value
    self.stamp = stamp
  }
}
