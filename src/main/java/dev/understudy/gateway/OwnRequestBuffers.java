package dev.understudy.gateway;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/// Buffers for a connector: what callers send is read into buffers of their own, which are used
/// once; answers are written from buffers of a pool.
///
/// Jetty 12.1.14 gives a request's buffer back while another thread still reads into it, if the
/// request is malformed and more of it is on its way. From a pool the next answer, to another
/// caller, could get that buffer and be overwritten with what the first one sent.
final class OwnRequestBuffers extends ByteBufferPool.Wrapper {
    /// @param pool the one for answers
    OwnRequestBuffers(ByteBufferPool pool) {
        super(pool);
    }

    /// @param direct whether it is for an answer: the connections read into buffers on the heap
    @Override
    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
        return direct ? super.acquire(size, true) : NON_POOLING.acquire(size, false);
    }
}
