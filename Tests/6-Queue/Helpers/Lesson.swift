import Grading
import Testing

#if Solutions
@_exported import SolutionQueue
#else
@_exported import LessonQueue
#endif

@Suite(.serialized) struct `6-Queue` {}
