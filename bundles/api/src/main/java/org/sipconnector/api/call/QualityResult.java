/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;

/**
 * What came of asking for a quality.
 *
 * @param applied   whether it is now in force
 * @param effective the quality asked of the server, absent without a receive-only session
 */
public record QualityResult(boolean applied, Optional<RecvQuality> effective) {}
