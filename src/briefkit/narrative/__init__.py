"""How we say it: findings into statements, blocks and one Briefing."""
