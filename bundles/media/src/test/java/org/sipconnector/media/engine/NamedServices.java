/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.testkit.ServicesByName;

/** Sources and sinks of a test, by name. */
final class NamedServices extends ServicesByName implements ServiceLookup {}
