package org.sipconnector.kernel;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A promise to a client, owned by the kernel. Its id is data and finds it again after a replacement. */
@ProviderType
public interface Reply<T> extends CompletionStage<T> {

    String id();

    void complete(T value);

    void fail(Throwable error);
}
