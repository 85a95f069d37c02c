// Mistake: To remove what is not there is taken for an error of the key's type.
// Caught by: To remove what is not there throws, and the server goes on
// Verdict: failed

import Groundwork

extension RemoteDictionary {
  /// The value for `key`: a copy, as every value that comes out of another process.
  ///
  /// - Parameter key: The key.
  /// - Returns: The value; nil if there is none.
  /// - Throws: `ManagerError`.
  public func get(_ key: Key) throws -> Value? {
    try object.perform(GetValue(key: key))
  }

  /// Sets the value for `key`, in place of the one that is there.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - value: The value.
  /// - Throws: `ManagerError`.
  public func set(_ key: Key, to value: Value) throws {
    _ = try object.perform(SetValue(key: key, value: value))
  }

  /// Removes `key`, and the value for it.
  ///
  /// - Parameter key: The key.
  /// - Returns: The value that was there. Of several who remove it at once, one gets it.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.noSuchKey`, if there is no value.
  @discardableResult
  public func remove(_ key: Key) throws -> Value {
    try object.perform(RemoveValue(key: key))
  }
}

/// Gets a value of a dictionary.
package struct GetValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  /// The value for the key; nil if there is none.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Value? {
    state[key]
  }
}

/// Sets a value of a dictionary.
package struct SetValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key
  let value: Value

  /// Sets the value for the key.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Done {
    state[key] = value
    return Done()
  }
}

/// Removes a value of a dictionary.
package struct RemoveValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  /// Removes the value for the key, and returns it.
  ///
  /// - Throws: `RemoteObjectError.noSuchKey`, with the key as text, if there is none.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Value {
    guard let value = state[key] else { throw RemoteObjectError.noSuchKey("\(Key.self)") }
    state[key] = nil
    return value
  }
}
