// Mistake: remove gets the value first, and returns that one: another process can set it in
// between, and the value that is removed is not the one that is returned ("The value that was
// there", "one request").
// Caught by: What remove returns is the answer to its request, and not what was there before
// Verdict: failed
import Groundwork

extension RemoteDictionary {
  public func get(_ key: Key) throws -> Value? { try object.perform(GetValue(key: key)) }

  public func set(_ key: Key, to value: Value) throws {
    _ = try object.perform(SetValue(key: key, value: value))
  }

  @discardableResult
  public func remove(_ key: Key) throws -> Value {
    let seen = try get(key)
    let removed = try object.perform(RemoveValue(key: key))
    return seen ?? removed
  }
}

package struct GetValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  package func run(on state: inout DictionaryState<Key, Value>) throws -> Value? { state[key] }
}

package struct SetValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key
  let value: Value

  package func run(on state: inout DictionaryState<Key, Value>) throws -> Done {
    state[key] = value
    return Done()
  }
}

package struct RemoveValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  package func run(on state: inout DictionaryState<Key, Value>) throws -> Value {
    guard let value = state[key] else { throw RemoteObjectError.noSuchKey("\(key)") }
    state[key] = nil
    return value
  }
}
