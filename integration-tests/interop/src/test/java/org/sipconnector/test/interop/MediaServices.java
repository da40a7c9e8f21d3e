/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.testkit.ServicesByName;

/** Sources and sinks by name, as a framework's service registry keeps them. */
final class MediaServices extends ServicesByName implements ServiceLookup, MediaRegistry {

    static final MediaServices ALL = new MediaServices();

    private MediaServices() {}
}
