/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

import java.util.Optional;

/**
 * What is going on between client and server.
 *
 * @param pendingRequests INFO requests without a final response
 * @param mediaState      the media state last sent in this call
 */
public record ServerApiSnapshot(int pendingRequests, Optional<MediaState> mediaState) {

    public static final ServerApiSnapshot NONE = new ServerApiSnapshot(0, Optional.empty());
}
