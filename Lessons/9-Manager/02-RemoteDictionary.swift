import Groundwork

extension RemoteDictionary {
  /// The value for `key`: a copy, as every value that comes out of another process.
  ///
  /// - Parameter key: The key.
  /// - Returns: The value; nil if there is none.
  /// - Throws: `ManagerError`.
  public func get(_ key: Key) throws -> Value? {
    todo("Let the server get the value.")
  }

  /// Sets the value for `key`, in place of the one that is there.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - value: The value.
  /// - Throws: `ManagerError`.
  public func set(_ key: Key, to value: Value) throws {
    todo("Let the server set the value.")
  }

  /// Removes `key`, and the value for it.
  ///
  /// - Parameter key: The key.
  /// - Returns: The value that was there. Of several who remove it at once, one gets it.
  /// - Throws: `ManagerError.failed` with `RemoteObjectError.noSuchKey`, if there is no value.
  @discardableResult
  public func remove(_ key: Key) throws -> Value {
    todo("Let the server remove the value, and return it.")
  }
}

/// Gets a value of a dictionary.
package struct GetValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  /// The value for the key; nil if there is none.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Value? {
    todo("Return the value for the key.")
  }
}

/// Sets a value of a dictionary.
package struct SetValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key
  let value: Value

  /// Sets the value for the key.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Done {
    todo("Set the value for the key.")
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
    todo("Remove the value for the key and return it, or throw if there is none.")
  }
}
