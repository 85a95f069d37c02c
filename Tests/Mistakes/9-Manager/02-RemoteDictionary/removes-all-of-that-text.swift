// Mistake: removes each key whose text is that of the key: of two keys of a type that describes all
// of its values alike, such as "?", both are gone ("Removes `key`, and the value for it").
// Caught by: Keys that look alike are still different keys
// Verdict: failed
import Groundwork

extension RemoteDictionary {
  public func get(_ key: Key) throws -> Value? { try object.perform(GetValue(key: key)) }

  public func set(_ key: Key, to value: Value) throws {
    _ = try object.perform(SetValue(key: key, value: value))
  }

  @discardableResult
  public func remove(_ key: Key) throws -> Value { try object.perform(RemoveValue(key: key)) }
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
    for other in state.contents.keys where "\(other)" == "\(key)" { state[other] = nil }
    return value
  }
}
