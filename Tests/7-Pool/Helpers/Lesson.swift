import Grading
import Testing

#if Solutions
@_exported import SolutionPool
#else
@_exported import LessonPool
#endif

@Suite(.serialized) struct `7-Pool` {}
