package org.sipconnector.api.call;

import java.util.Optional;
import org.sipconnector.api.serverapi.ContentCodec;

/**
 * Whether somebody else presents.
 *
 * @param available whether there is a presentation to receive
 * @param codec     the codec it is sent in, when told
 */
public record ContentedStream(boolean available, Optional<ContentCodec> codec) {

    public static final ContentedStream NOT_AVAILABLE = new ContentedStream(false, Optional.empty());
}
