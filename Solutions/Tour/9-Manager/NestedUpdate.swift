import Groundwork

/// A value that comes out of the server is a copy: changing it changes nothing there.
func updateNestedValue() throws {
  let manager = try Manager()
  let basket = try manager.dictionary(["fruit": ["apple"]])
  var fruit = try basket.get("fruit") ?? []
  fruit.append("pear")
  print("here: \(fruit)")
  print("in the server: \(try basket.get("fruit") ?? [])")
  try basket.update("fruit") { $0?.append("plum") }
  print("after an update: \(try basket.get("fruit") ?? [])")
  try manager.close()
}
