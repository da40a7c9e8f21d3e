/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.util.List;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;

/** How a helper is, told several times a second, so that reading it needs no round trip. */
record HelperStatus(MediaHealth health, MediaStatistics statistics, List<MediaFlow> flows) {}
