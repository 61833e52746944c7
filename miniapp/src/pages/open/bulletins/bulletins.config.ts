export default definePageConfig({ navigationBarTitleText: '通报和年度报告' })
