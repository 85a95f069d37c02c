import Groundwork

/// Four colors go through a queue, in one process.
func pushAndPop() throws {
  let colors = ["red", "green", "blue", "black"]
  print("pushing items to queue:")
  for (number, color) in zip(1..., colors) { print("item no: \(number) \(color)") }
  let lines = try numberedColors(colors)
  print("\npopping items from queue:")
  for line in lines { print("item no: \(line)") }
}
