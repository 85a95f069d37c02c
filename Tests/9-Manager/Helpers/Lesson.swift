import Grading
import Testing

#if Solutions
@_exported import SolutionManager
#else
@_exported import LessonManager
#endif

@Suite(.serialized) struct `9-Manager` {}
