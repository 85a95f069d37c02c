import Groundwork
@main struct Tour { static func main() { print("tour") } }
