// Mistake: the server puts a value that was read back "to keep it": each get gives the key another
// stamp (stamp(of:) differs after it), so that an update that was seen before is refused and called
// again.
// Caught by: To get a value is no change
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

  package func run(on state: inout DictionaryState<Key, Value>) throws -> Value? {
    let value = state[key]
    state[key] = value
    return value
  }
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
